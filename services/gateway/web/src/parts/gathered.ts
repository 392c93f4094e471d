/** Questions of many parts of a screen as one: lists are shown at once, so what they ask is asked at once. */

const GATHER_MS = 5;

/** Asks for one key, and is answered with those who ask at the same time; null for what has no answer. */
export function gathered<Answer>(
  most: number,
  read: (keys: string[]) => Promise<Map<string, Answer>>,
): (key: string) => Promise<Answer | null> {
  let group: { keys: Set<string>; answers: Promise<Map<string, Answer>> } | undefined;
  const begin = () => {
    const keys = new Set<string>();
    const answers = new Promise<void>((go) => setTimeout(go, GATHER_MS)).then(() => {
      if (group?.keys === keys) group = undefined;
      return read([...keys]);
    });
    return { keys, answers };
  };
  return async (key) => {
    if (!group || group.keys.size >= most) group = begin();
    group.keys.add(key);
    return (await group.answers).get(key) ?? null;
  };
}
