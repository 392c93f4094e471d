import { createTheme, defaultVariantColorsResolver, type VariantColorsResolver } from "@mantine/core";

/** On our colours stands what theme.css says can be read there, in the dark too. */
const readable: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input);
  return input.variant === "filled" ? { ...colours, color: "var(--mantine-primary-color-contrast)" } : colours;
};

/** Colours and type are in theme.css, where a style sheet can have them without script. */
export const theme = createTheme({
  primaryColor: "teal",
  variantColorResolver: readable,
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: { Checkbox: { defaultProps: { iconColor: "var(--mantine-primary-color-contrast)" } } },
});
