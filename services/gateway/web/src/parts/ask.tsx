import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../api/client";
import { useMe } from "../app/session";
import { useUndo } from "../app/undo";
import classes from "./ask.module.css";
import { CheckboxGroup } from "./checkbox-group";
import type { Direction } from "./directions";
import { useIdempotencyKey } from "./idempotency-key";
import { firstOf, useCardOf, useNameOf } from "./people";
import { PersonName } from "./person-name";
import { Readers } from "./readers";
import { ForJuniors, ForSeniors } from "./reverse";
import { sent } from "./sent";
import { inCommon } from "./skills";
import { useTopics } from "./topics";

type Request = Schemas["MentoringRequest"];

interface AskProps {
  personId: string;
  /** What can be asked for; at first all of `wished`. */
  topics: readonly string[];
  wished?: readonly string[];
  direction: Direction;
  /** To be somebody's mentor, rather than to have one. */
  isOffer?: boolean;
  /** What I would like to give in return. */
  gives?: readonly string[];
  afterRequestId?: string | undefined;
  /** Who could be asked next, by itself, where it is no. */
  others?: readonly string[];
  onAsked?: (request: Request) => void;
  onClose: () => void;
}

const NEXT_MOST = 2;
const TOPICS_MOST = 10;

/** Asking is nearly free: the first message is there already, and can be changed. */
export function Ask(props: AskProps) {
  const { personId, topics, wished = topics, direction, isOffer = false, afterRequestId, others = [], onClose } = props;
  const { t } = useTranslation("people");
  const [chosen, setChosen] = useState<string[]>(() => wished.slice(0, TOPICS_MOST));
  const [written, setWritten] = useState<string>();
  const [next, setNext] = useState<string[]>([]);
  const [isSending, setSending] = useState(false);
  const name = useNameOf(personId);
  const called = useTopics(topics);
  const draft = useDraft(props, chosen);
  const field = useRef<HTMLTextAreaElement>(null);
  const send = useSend(props);
  useEffect(() => field.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    const message = (written ?? draft).trim();
    const common = { topics: chosen, direction, ...(message && { message }) };
    await send(
      isOffer
        ? { ...common, mentee_id: personId }
        : {
            ...common,
            mentor_id: personId,
            ...(next.length > 0 && { then_mentor_ids: next }),
            ...(afterRequestId && { after_request_id: afterRequestId }),
          },
    );
    setSending(false);
  };

  return (
    <form className={classes.ask} onSubmit={(event) => void submit(event)}>
      {topics.length > 1 && (
        <CheckboxGroup
          question={t(isOffer ? "offer-topics" : "ask-topics")}
          choices={topics.map((topic, number) => ({ value: topic, words: called[number] ?? topic }))}
          chosen={chosen}
          onChange={setChosen}
          most={TOPICS_MOST}
        />
      )}
      <Textarea
        ref={field}
        label={t("message", { name: firstOf(name) })}
        description={t("message-help")}
        size="md"
        rows={9}
        maxLength={2000}
        value={written ?? draft}
        onChange={(event) => setWritten(event.currentTarget.value)}
      />
      <Readers who="pair" name={name} />
      {direction === "reverse" && (isOffer ? <ForJuniors /> : <ForSeniors />)}
      {!isOffer && others.length > 0 && <Next others={others} chosen={next} onChange={setNext} />}
      <div className={classes.deeds}>
        <Button type="submit" loading={isSending} disabled={chosen.length === 0}>
          {t(isOffer ? "offer-send" : "ask-send", { name: firstOf(name) })}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("not-now")}
        </Button>
      </div>
    </form>
  );
}

type Body = Schemas["OfferMentoring"] | Schemas["AskForMentor"];

/** Sends it, and reads anew what is shown. What was written stays where it was refused. */
function useSend({ personId, onAsked, onClose }: AskProps): (body: Body) => Promise<void> {
  const { t } = useTranslation("people");
  const name = useNameOf(personId);
  const client = useQueryClient();
  const undo = useUndo();
  const withKey = useIdempotencyKey();
  return async (body) => {
    let request: Request | undefined;
    const isOffer = "mentee_id" in body;
    const post = (key: string) => {
      const params = { header: { "Idempotency-Key": key, Prefer: "wait=10" } };
      return isOffer ? http.POST("/v1/requests/offers", { params, body }) : http.POST("/v1/requests", { params, body });
    };
    const isDone = await undo.now({
      words: t(isOffer ? "offered" : "asked", { name }),
      send: async () => {
        request = await sent(withKey(body, post));
      },
    });
    if (!isDone) return;
    await client.invalidateQueries();
    onClose();
    if (request) onAsked?.(request);
  };
}

/** A first message from what both said of themselves. */
function useDraft({ personId, direction, isOffer = false, gives }: AskProps, topics: readonly string[]): string {
  const { t, i18n } = useTranslation("people");
  const me = useMe();
  const { data: card } = useCardOf(personId);
  const list = (some: readonly string[]) => new Intl.ListFormat(i18n.language).format(some.slice(0, 3));
  const wanted = inCommon(me.gives, card?.gets);
  const own = gives ?? me.gives.slice(0, 2).map(({ topic }) => topic);
  const returned = isOffer ? [] : wanted.length > 0 ? wanted : own;
  const [forWhat, inReturn] = [useTopics(topics), useTopics(returned)];
  const opening = isOffer ? "draft.offer" : direction === "reverse" ? "draft.reverse" : "draft.ask";
  const sentences = [
    t("draft.hello", { name: firstOf(card?.name ?? "") }).trim(),
    t(opening, { topics: list(forWhat) }),
    returned.length > 0 && t(wanted.length > 0 ? "draft.return-wanted" : "draft.return", { topics: list(inReturn) }),
    t("draft.close", { name: firstOf(me.name) }),
  ];
  return sentences.filter(Boolean).join("\n\n");
}

interface NextProps {
  others: readonly string[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** Whom to ask next by itself, in the order in which they were chosen. */
function Next({ others, chosen, onChange }: NextProps) {
  const { t } = useTranslation("people");
  return (
    <details className={classes.next}>
      <summary>{t("next")}</summary>
      <CheckboxGroup
        question={t("next-help")}
        choices={others.map((id) => ({ value: id, words: <PersonName id={id} /> }))}
        chosen={chosen}
        onChange={onChange}
        most={NEXT_MOST}
      />
    </details>
  );
}
