import { useQueryClient } from "@tanstack/react-query";
import type { paths } from "../api/schema";

/** Reads these again wherever they are shown, whatever was asked of them. */
export function useReread(): (...changed: (keyof paths)[]) => Promise<unknown> {
  const client = useQueryClient();
  return (...changed) =>
    Promise.all(changed.map((path) => client.invalidateQueries({ queryKey: ["get", path] })));
}
