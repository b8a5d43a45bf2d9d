import { useLingui } from "@lingui/react/macro";
import { Button, Menu } from "@mantine/core";
import { chooseLanguage, LANGUAGES, type Language } from "../../lib/i18n";
import { IconCheck, IconLanguage } from "../../ui/icons";

/** Switches the language, each named by its own speakers. */
export function LanguageMenu() {
  const { t, i18n } = useLingui();
  const languages = Object.entries(LANGUAGES) as [Language, string][];
  const current = LANGUAGES[i18n.locale as Language];
  return (
    <Menu checkIcon={<IconCheck size={14} />}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={<IconLanguage size={16} />}
          aria-label={t`Language: ${current}`}
        >
          {i18n.locale.toUpperCase()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={i18n.locale} onChange={(language) => chooseLanguage(language as Language)}>
          {languages.map(([language, name]) => (
            <Menu.RadioItem key={language} value={language} lang={language} closeMenuOnClick>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
