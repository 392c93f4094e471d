import "./app/styles";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { startWords } from "./app/words";

// A part of an older build, which is gone: the page of the new one knows where it is.
window.addEventListener("vite:preloadError", () => location.reload());

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");

await startWords();
createRoot(root).render(<App />);

if (import.meta.env.PROD && "serviceWorker" in navigator) await navigator.serviceWorker.register("/sw.js");
