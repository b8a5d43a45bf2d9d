/** Colours that are told apart on a timeline, in light and dark. */
export const SWATCHES = [
  "#2b8a5b",
  "#12879c",
  "#2f6fd0",
  "#7d5fc4",
  "#b1459b",
  "#d6343f",
  "#d9662b",
  "#b57a00",
  "#7a8b1f",
  "#4d7c8a",
  "#5c6f9e",
  "#8f6b58",
  "#5f6b76",
  "#9aa5af",
  "#c2a14d",
  "#46b881",
];
