import type { ComponentType } from "react";
import { useParams } from "wouter";
import { PairFrame } from "./frame";

/** A screen beneath `/pairs/:id`, in the frame of its pair. */
export function inPair(Content: ComponentType): ComponentType {
  return function InPair() {
    const { id = "" } = useParams();
    return (
      <PairFrame pairId={id}>
        <Content />
      </PairFrame>
    );
  };
}
