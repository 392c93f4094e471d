/** Mantine's style sheets, for the parts that the first view uses; a screen imports those of its own parts. */

// With the range of each part, so that a browser fetches those it has letters for.
import "@fontsource/fraunces/600.css";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/Overlay.css";
import "../theme.css";
