import { useLingui } from "@lingui/react/macro";
import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconMoon, IconScreen, IconSun } from "../../ui/icons";

/** Light, dark, or as the system has it. */
export function ColorSchemeMenu() {
  const { t } = useLingui();
  // Holding back transitions would insert a style element, which the content security policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const schemes: { value: MantineColorScheme; label: string; Icon: typeof IconSun }[] = [
    { value: "auto", label: t`As the system`, Icon: IconScreen },
    { value: "light", label: t`Light`, Icon: IconSun },
    { value: "dark", label: t`Dark`, Icon: IconMoon },
  ];
  const Current = schemes.find(({ value }) => value === colorScheme)?.Icon ?? IconScreen;
  return (
    <Menu checkIcon={<IconCheck size={14} />}>
      <Menu.Target>
        <ActionIcon aria-label={t`Colour scheme`}>
          <Current />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}>
          {schemes.map(({ value, label, Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={16} />} closeMenuOnClick>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
