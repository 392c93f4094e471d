/**
 * For a form that goes away with what it did: who works by keyboard goes on from the title of its card.
 * Taken while the form is there, called when it is done; where the focus is somewhere by then, it stays.
 */
export function titleAround(form: Element): () => void {
  const title = form.closest("section")?.querySelector<HTMLElement>("h2");
  return () =>
    requestAnimationFrame(() => {
      if (!title?.isConnected || document.activeElement !== document.body) return;
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
    });
}
