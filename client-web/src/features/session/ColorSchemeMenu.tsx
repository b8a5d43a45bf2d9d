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
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t`Colour scheme`}>
          <Current />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ value, label, Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === colorScheme}
            leftSection={<Icon size={16} />}
            rightSection={value === colorScheme && <IconCheck size={14} />}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
