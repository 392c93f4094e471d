import { useRef, useState, type RefObject } from "react";

interface Opener {
  isOpen: boolean;
  open: () => void;
  /** The focus goes back to the button that opened it. */
  close: () => void;
  /** Of that button. */
  opener: RefObject<HTMLButtonElement | null>;
}

/** What opens in the place of its button, and gives way to it again. */
export function useOpener(): Opener {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  return { isOpen, open: () => setOpen(true), close, opener };
}
