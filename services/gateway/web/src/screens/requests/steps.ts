/** Steps of a request, each told to its owner, with the answer waited for. */

import { useQueryClient } from "@tanstack/react-query";
import { http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import type { Request } from "../../parts/asked";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { sent } from "../../parts/sent";

type Body = Schemas["AnswerRequest"];

interface Steps {
  /** At once; what became of it, or nothing where it was refused. */
  take: (body: Body, words: string) => Promise<Request | undefined>;
  /** After a few seconds in which it can be taken back. */
  takeLater: (body: Body, words: string, takeBack: () => void) => void;
  withdrawLater: (words: string, takeBack: () => void) => void;
}

export function useSteps({ request_id }: Request): Steps {
  const client = useQueryClient();
  const undo = useUndo();
  const withKey = useIdempotencyKey();
  const path = { request_id };
  const send = async (body: Body) => {
    try {
      return await sent(
        withKey(body, (key) =>
          http.POST("/v1/requests/{request_id}/answer", { params: { path, header: headerOf(key) }, body }),
        ),
      );
    } finally {
      await client.invalidateQueries();
    }
  };
  const withdraw = async () => {
    await sent(
      withKey("withdraw", (key) =>
        http.POST("/v1/requests/{request_id}/withdrawal", { params: { path, header: headerOf(key) } }),
      ),
    );
    await client.invalidateQueries();
  };
  return {
    take: async (body, words) => {
      let request: Request | undefined;
      const isDone = await undo.now({ words, send: async () => (request = await send(body)) });
      return isDone ? request : undefined;
    },
    takeLater: (body, words, takeBack) => undo.later({ words, send: () => send(body), takeBack }),
    withdrawLater: (words, takeBack) => undo.later({ words, send: withdraw, takeBack }),
  };
}

function headerOf(key: string) {
  return { "Idempotency-Key": key, Prefer: "wait=10" };
}
