import { useLingui } from "@lingui/react/macro";
import type { UrlToken } from "../../gen/kadans/v1/url_token_pb";
import { IconCheck, IconClock, IconClose } from "../../ui/icons";
import { Tag } from "../../ui/Tag";
import { tokenStatus } from "./token-status";

/** Whether a URL token holds, as a word with an icon. */
export function TokenStatusTag({ token, now }: { token: UrlToken; now: number }) {
  const { t } = useLingui();
  switch (tokenStatus(token, now)) {
    case "valid":
      return (
        <Tag tone="in" icon={<IconCheck size={13} />}>
          {t`Valid`}
        </Tag>
      );
    case "expiring":
      return (
        <Tag tone="wrong-activity" icon={<IconClock size={13} />}>
          {t`Valid for now`}
        </Tag>
      );
    case "expired":
      return (
        <Tag tone="unknown" icon={<IconClose size={13} />}>
          {t`Expired`}
        </Tag>
      );
    case "revoked":
      return (
        <Tag tone="unknown" icon={<IconClose size={13} />}>
          {t`Revoked`}
        </Tag>
      );
  }
}
