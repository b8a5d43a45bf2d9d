import { useLingui } from "@lingui/react/macro";
import type { Credential } from "./vendors";

/** What is said of the secrets of an integration. */
interface CredentialWords {
  title: string;
  lead: string;
  none: string;
  /** What to do with the first one. */
  first: string;
  list: string;
  generate: string;
  notGenerated: string;
  /** Why the one in use should go on working beside a new one. */
  overlap: string;
  howLong: string;
  notAtAll: string;
  revokeQuestion: string;
  revokeWarning: string;
  revoked: string;
  notRevoked: string;
  /** What deleting the integration does to them. */
  deletion: string;
}

/** What an integration's secrets are called, and what is to be known of them. */
export function useCredentialWords(credential: Credential): CredentialWords {
  const { t } = useLingui();
  if (credential === "key") {
    return {
      title: t`API key`,
      lead: t`Your system sends it with each request. Whoever has it can send statuses.`,
      none: t`No API key yet`,
      first: t`Generate one, store it, and give it to the system that sends statuses.`,
      list: t`API keys`,
      generate: t`Generate API key`,
      notGenerated: t`No API key could be generated`,
      overlap: t`Another key is in use. Let it go on working for a while, so that you can change the key in your system without losing anything.`,
      howLong: t`How long should the old key go on working?`,
      notAtAll: t`Not at all: the old key stops working now`,
      revokeQuestion: t`Revoke this API key?`,
      revokeWarning: t`What is sent with it is refused at once, and can’t be recovered. Make sure that your system uses another key by now.`,
      revoked: t`The API key was revoked. What is sent with it is refused.`,
      notRevoked: t`The API key could not be revoked`,
      deletion: t`Its API keys are revoked at once: what is still sent is refused and lost.`,
    };
  }
  return {
    title: t`URL token`,
    lead: t`Part of the URL to which the telephone system sends its notifications. Whoever has it can send statuses.`,
    none: t`No URL token yet`,
    first: t`Generate one, store the URL it gives you, and hand the URL to your contact at Odigo.`,
    list: t`URL tokens`,
    generate: t`Generate URL token`,
    notGenerated: t`No URL token could be generated`,
    overlap: t`Another URL is in use. Odigo has to restart a server to take a new one, so let the old one go on working for a while: no notification is lost, and nobody needs to plan an outage.`,
    howLong: t`How long should the old URL go on working?`,
    notAtAll: t`Not at all: the old URL stops working now`,
    revokeQuestion: t`Revoke this URL token?`,
    revokeWarning: t`Notifications to its URL are refused at once, and can’t be recovered. Make sure that Odigo uses another URL by now.`,
    revoked: t`The URL token was revoked. Notifications that come with it are refused.`,
    notRevoked: t`The URL token could not be revoked`,
    deletion: t`Its URL tokens are revoked at once: notifications that still come in are refused and lost.`,
  };
}
