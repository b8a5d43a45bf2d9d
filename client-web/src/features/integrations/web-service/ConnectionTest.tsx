import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import type { WebService } from "../../../gen/kadans/v1/web_service_pb";
import { IconPlug } from "../../../ui/icons";
import { Problem } from "../../../ui/Problem";
import type { IntegrationValues } from "../integration-values";
import { TestResult } from "./TestResult";
import { useConnectionTest } from "./use-connection-test";

interface Props {
  form: UseFormReturnType<IntegrationValues>;
  integrationId: string;
  stored: WebService | undefined;
}

/** Tries the web service as it is entered, before anything is stored. */
export function ConnectionTest({ form, integrationId, stored }: Props) {
  const { t } = useLingui();
  const [login, setLogin] = useState("");
  const test = useConnectionTest(form, { integrationId, stored, login: login.trim() });
  return (
    <>
      <Group gap="sm" align="flex-end">
        <TextInput
          flex="1 1 200px"
          label={t`Agent to try it with`}
          description={t`Login of somebody who is on a break now. May be left empty.`}
          autoComplete="off"
          spellCheck={false}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter means this field's button, not that of the form.
            if (event.key !== "Enter") return;
            event.preventDefault();
            void test.run();
          }}
        />
        <Button
          variant="default"
          leftSection={<IconPlug size={16} />}
          loading={test.busy}
          onClick={() => void test.run()}
        >
          <Trans>Test connection</Trans>
        </Button>
      </Group>
      <div role="status">{test.outcome && <TestResult outcome={test.outcome} login={login.trim()} />}</div>
      {test.error !== undefined && (
        <Problem error={test.error} title={t`The connection could not be tested`} onRetry={() => void test.run()} />
      )}
    </>
  );
}
