import { Trans, useLingui } from "@lingui/react/macro";
import type { TestWebServiceResponse } from "../../../gen/kadans/v1/integration_service_pb";
import { WebServiceTestResult } from "../../../gen/kadans/v1/web_service_pb";
import { IconCheck } from "../../../ui/icons";
import { Notice } from "../../../ui/Notice";
import { Tag } from "../../../ui/Tag";
import classes from "./web-service.module.css";
import { useFailureWords } from "./words";

interface Props {
  outcome: TestWebServiceResponse;
  /** Whom it was asked for; may be empty. */
  login: string;
}

/** What became of a test, in words, and what to do. */
export function TestResult({ outcome: { result, detail }, login }: Props) {
  const { t } = useLingui();
  const failure = useFailureWords()(result);
  if (result !== WebServiceTestResult.OK) {
    return (
      <Notice tone="not-present" title={failure.title}>
        {failure.advice}
      </Notice>
    );
  }
  return (
    <p className={classes.success}>
      <Tag tone="in" icon={<IconCheck size={13} />}>
        {t`The web service answers`}
      </Tag>{" "}
      {!login ? (
        <Trans>URL, username and password are right.</Trans>
      ) : detail ? (
        <Trans>
          The break type of {login} is <strong>{detail}</strong>.
        </Trans>
      ) : (
        <Trans>It names no break type for {login} now.</Trans>
      )}
    </p>
  );
}
