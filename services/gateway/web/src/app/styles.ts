/** Mantine's style sheets, for the parts that the first view uses; a screen imports those of its own parts. */

// The one that nearly everything is written in comes last: browsers fetch the last one whatever is written.
import "@fontsource/fraunces/latin-ext-600.css";
import "@fontsource/fraunces/latin-600.css";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/Overlay.css";
import "../theme.css";
