/** A ref for what takes the place of the control that was just used: who works by keyboard goes on from there. */
export function focused(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
