import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Radio, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useId, useState } from "react";
import { IconChevronDown } from "../../../ui/icons";
import type { IntegrationValues } from "../integration-values";
import { ADVANCED, DEFAULTS } from "./web-service-values";

/** What templates may have; not text of the messages, in which braces have a meaning of their own. */
const PARTS = { base: "{base}", login: "{login}", origin: "{origin}", tenant: "{tenant}" };

/** How the web service is asked, for those whose Odigo differs. What is left empty has the default that it shows. */
export function AdvancedFields({ form }: { form: UseFormReturnType<IntegrationValues> }) {
  const { t } = useLingui();
  const id = useId();
  const [chosen, setChosen] = useState(false);
  // What is wrong has to be seen.
  const open = chosen || ADVANCED.some((name) => form.errors[`webService.${name}`]);
  const { base, login, origin, tenant } = PARTS;
  const { authentication } = form.getValues().webService;
  const field = (name: keyof typeof DEFAULTS, label: string, description: string) => (
    <TextInput
      label={label}
      description={description}
      placeholder={DEFAULTS[name]}
      autoComplete="off"
      spellCheck={false}
      {...form.getInputProps(`webService.${name}`)}
    />
  );
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconChevronDown size={14} />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setChosen(!open)}
      >
        <Trans>Advanced</Trans>
      </Button>
      <Stack id={id} gap="sm" mt="xs" hidden={!open}>
        {open && (
          <>
            <Radio.Group label={t`Authentication`} {...form.getInputProps("webService.authentication")}>
              {/* Far enough apart to be hit even where the dialog's heading covers half of one. */}
              <Stack gap="md" mt="xs">
                <Radio value="basic" label={t`Username and password with each request`} />
                <Radio value="token" label={t`Username and password for a token, the token with each request`} />
              </Stack>
            </Radio.Group>
            {field(
              "agentUrlTemplate",
              t`Address of an agent`,
              t`${base} is the URL above, ${login} the agent’s login.`,
            )}
            {authentication === "token" && (
              <>
                {field(
                  "tokenUrlTemplate",
                  t`Address that gives a token`,
                  t`${origin} is the URL above without its path, ${tenant} the first part of its path.`,
                )}
                {field("tokenPointer", t`Token in the answer`, t`JSON pointer to where the answer has the token.`)}
                {field("tokenHeader", t`Header for the token`, t`The header that the token is sent in.`)}
              </>
            )}
            {field(
              "detailPointer",
              t`Break type in the answer`,
              t`JSON pointer to where the answer about an agent has the break type.`,
            )}
            {field(
              "breakStatuses",
              t`Statuses that are breaks`,
              t`Separated by commas. For these the web service is asked; case, accents and spaces do not matter.`,
            )}
          </>
        )}
      </Stack>
    </div>
  );
}
