/** What has the focus is about to go: the focus stays in the region around it, where whoever listens reads on. */
export function stayInRegion(around: "section" | "main" = "section"): void {
  const region = document.activeElement?.closest<HTMLElement>(around);
  region?.setAttribute("tabindex", "-1");
  region?.focus({ preventScroll: true });
}
