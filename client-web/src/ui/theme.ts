import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The product's own hue: a calm petrol, apart from the board's red, yellow and blue. */
const petrol: MantineColorsTuple = [
  "#e9f6f8",
  "#d3ebf0",
  "#a6d7e0",
  "#74c0ce",
  "#48a9bb",
  "#23899d",
  "#0f7387",
  "#0c6478",
  "#0a5364",
  "#073f4d",
];

/** Greys of the dark scheme, with a touch of the product's hue. */
const slate: MantineColorsTuple = [
  "#cdd5dc",
  "#b3bdc6",
  "#8d99a4",
  "#6d7a86",
  "#46525d",
  "#333f49",
  "#242d34",
  "#1a2126",
  "#14191d",
  "#0f1316",
];

const font =
  '"Inter", ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';

/** Lists of choices scroll by themselves: an area around them that scrolls would be out of the keyboard's reach. */
const list = { size: "sm", withScrollArea: false, classNames: { options: "kd-options" } };

/**
 * The look of the product. Its CSS variables are compiled into theme-variables.css (`npx vitest run theme -u`), because
 * a style element inserted at run time would be refused by the content security policy.
 */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, dark: slate },
  fontFamily: font,
  headings: { fontFamily: font, fontWeight: "600" },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.25rem", xl: "2rem" },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  // Plain objects: naming the components themselves would load all of them with the first page.
  components: {
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "md" } },
    Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 500 } },
    Button: { defaultProps: { size: "sm" } },
    // The placeholder for the first focus would be a child that a menu may not have.
    Menu: {
      defaultProps: { shadow: "md", position: "bottom-end", withinPortal: true, withInitialFocusPlaceholder: false },
    },
    // Locking the scroll would insert a style element; a rule in base.css does it instead.
    Modal: {
      // A dialog's header is not the header of the page, which is what the element means.
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: "md",
        attributes: { header: { role: "presentation" } },
      },
    },
    MultiSelect: { defaultProps: list },
    Select: { defaultProps: list },
    Switch: { defaultProps: { size: "sm" } },
    Table: { defaultProps: { verticalSpacing: "xs", horizontalSpacing: "md" } },
    Tabs: { defaultProps: { keepMounted: false } },
    Textarea: { defaultProps: { size: "sm" } },
    TextInput: { defaultProps: { size: "sm" } },
    Tooltip: { defaultProps: { openDelay: 250, withinPortal: true } },
  },
});
