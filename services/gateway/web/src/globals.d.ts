/** The build's own mark. */
declare const __BUILD__: string;
