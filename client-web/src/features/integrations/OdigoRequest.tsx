import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useId, useState } from "react";
import { IconChevronDown } from "../../ui/icons";
import { CopyBox } from "../../ui/secret/CopyBox";

interface Props {
  /** The notification URL, if it is being shown just now. */
  url?: string;
  /** Otherwise what it can be recognised by. */
  hint?: string;
}

/** What Odigo's administrators are asked to do, ready to be sent to them. */
export function OdigoRequest(props: Props) {
  const { t } = useLingui();
  const id = useId();
  const [open, setOpen] = useState(false);
  const text = useOdigoRequest(props);
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        mt={4}
        leftSection={<IconChevronDown size={14} />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Trans>Text to send to Odigo</Trans>
      </Button>
      <div id={id}>{open && <CopyBox prose text={text} copyLabel={t`Copy the text`} testId="odigo-request" />}</div>
    </div>
  );
}

function useOdigoRequest({ url, hint }: Props): string {
  const { t } = useLingui();
  const enter = url
    ? t`Enter this notification URL there, whole and unchanged: ${url}`
    : hint
      ? t`Enter the notification URL there that we give you over a safe channel. It contains “${hint}”.`
      : t`Enter the notification URL there that we give you over a safe channel.`;
  const steps = [
    t`In Odigo’s administration, switch on sending notifications to an external server.`,
    enter,
    t`Restart the server, which makes the setting take effect. Please tell us beforehand when you will do so.`,
  ];
  const lines = [
    t`Hello,`,
    "",
    t`please set up our Odigo so that it reports every change of an agent’s status to Kadans:`,
    "",
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    "",
    ...(url ? [t`The URL is a secret: whoever has it can send statuses in our name. Please do not forward it.`] : []),
    t`Please tell us when this is done. Thank you!`,
  ];
  return lines.join("\n");
}
