import { Group } from "@mantine/core";
import { ColorSchemeMenu } from "../../features/session/ColorSchemeMenu";
import { LanguageMenu } from "../../features/session/LanguageMenu";
import { UserMenu } from "../../features/session/UserMenu";

/** Language, colours and user; a chunk of its own, because menus weigh more than the rest of the frame. */
export function HeaderMenus() {
  return (
    <Group gap={4} wrap="nowrap">
      <LanguageMenu />
      <ColorSchemeMenu />
      <UserMenu />
    </Group>
  );
}
