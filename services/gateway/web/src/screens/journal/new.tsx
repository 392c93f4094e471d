import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import { once, type Schemas } from "../../api/client";
import { post, type Draft } from "../../app/outbox";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import { Waiting } from "../../parts/waiting";
import { useKeys } from "../../sealing/keys";
import { dropDraft, keepDraft, tagsOf, useDraft, type Written } from "./drafts";
import { useDays, useKinds, useLivingPairs, type Level } from "./entries";
import classes from "./journal.module.css";
import { ReaderChoice, useMaySeal, useOtherKey } from "./reader-choice";
import { AboutFields, TextField } from "./writing";

/** Writing: a question first, then the page. */
export default function NewEntry() {
  const { t } = useTranslation("journal");
  const draft = useDraft();
  const { kinds } = useKinds();
  const { state } = useKeys();
  const isReady = draft !== undefined && kinds.length > 0 && state !== undefined;
  return <Page title={t("new")}>{isReady ? <Form draft={draft} /> : <Waiting />}</Page>;
}

function Form({ draft }: { draft: Written | null }) {
  const { t } = useTranslation("journal");
  const [asked] = useSearchParams();
  const [, go] = useLocation();
  const undo = useUndo();
  const me = useMe();
  const pairs = useLivingPairs();
  const suited = useSuited();
  const today = useDays()();
  const [prompt, setPrompt] = usePrompt(asked.get("prompt"));
  const [isChosen, setChosen] = useState(Boolean(draft));
  const [key] = useState(once);
  const [isBusy, setBusy] = useState(false);
  const [kept, setKept] = useState<Written | null>(draft);
  const fresh: Written = { kind: "reflection", ...suited("reflection"), day: today, opensOn: "", text: "", tags: "" };
  const written = kept ?? fresh;
  const seal = useSeal(written);
  const maySeal = useMaySeal(written);
  const isWritten = Boolean(written.text.trim());

  const change = (some: Partial<Written>) => {
    // Until somebody says who reads it, it is whoever suits its kind.
    if (some.level) setChosen(true);
    const level = some.kind && (!isChosen || !fits(some.kind, written.level)) ? suited(some.kind) : {};
    const next = { ...written, ...level, ...some };
    setKept(next);
    void keepDraft(next);
  };
  const save = async () => {
    if (!isWritten || !maySeal || isBusy) return;
    setBusy(true);
    const isOffline = !navigator.onLine;
    await undo.now({
      words: t(isOffline ? "said-waits" : "said-written"),
      send: async () => {
        const text = [prompt, written.text.trim()].filter(Boolean).join("\n\n");
        await post({ key, author_id: me.person_id, written_at: new Date().toISOString(), draft: await seal(text) });
        await dropDraft();
        go("/journal");
      },
    });
    setBusy(false);
  };

  return (
    <div className={classes.writing}>
      <Card>
        {prompt && <Prompt prompt={prompt} change={setPrompt} />}
        <TextField written={written} change={change} save={() => void save()} />
        <AboutFields written={written} change={change} />
        <ReaderChoice written={written} pairs={pairs} change={change} />
        <div className={classes.deeds}>
          <Button disabled={!isWritten || !maySeal} loading={isBusy} onClick={() => void save()}>
            {t(written.level === "pair" ? "save-share" : "save")}
          </Button>
          {!prompt && (
            <Button variant="default" onClick={() => setPrompt(undefined)}>
              {t("prompt-wanted")}
            </Button>
          )}
        </div>
        <p className={classes.quiet}>{t("draft-kept")}</p>
      </Card>
    </div>
  );
}

function Prompt({ prompt, change }: { prompt: string; change: (to: string | undefined) => void }) {
  const { t } = useTranslation("journal");
  return (
    <div className={classes.promptBox}>
      <p className={classes.prompt}>{prompt}</p>
      <div className={classes.deeds}>
        <Button size="compact-sm" variant="default" onClick={() => change(undefined)}>
          {t("prompt-other")}
        </Button>
        <Button size="compact-sm" variant="subtle" color="var(--teach)" onClick={() => change("")}>
          {t("prompt-without")}
        </Button>
      </div>
    </div>
  );
}

/** A question to begin with; setting it to nothing known takes the next one. */
function usePrompt(given: string | null): [string, (to: string | undefined) => void] {
  const { t } = useTranslation("journal");
  const prompts = t("prompts", { returnObjects: true }) as string[];
  const [at, setAt] = useState(() => Math.floor(Math.random() * prompts.length));
  const [chosen, setChosen] = useState<string | undefined>(given ?? undefined);
  const prompt = chosen ?? prompts[at % prompts.length] ?? "";
  const change = (to: string | undefined) => {
    if (to === undefined) setAt(at + 1);
    setChosen(to);
  };
  return [prompt, change];
}

function fits(kind: Written["kind"], level: Level): boolean {
  return level === "sealed" || level === "mine" || (level === "sealed-until") === (kind === "letter-to-later");
}

/** Who may suitably read a kind, of what is possible here: without a key nothing is sealed, without a pair nothing shared. */
function useSuited(): (kind: Written["kind"]) => Pick<Written, "level" | "pairId"> {
  const { kinds } = useKinds();
  const { state } = useKeys();
  const pairId = useLivingPairs()[0]?.pair_id;
  return (kind) => {
    const level = kinds.find((one) => one.kind === kind)?.level ?? "mine";
    const isSealed = level === "sealed" || level === "sealed-until";
    const isShared = level === "pair" || level === "sealed-until";
    if ((isSealed && state !== "here") || (isShared && !pairId)) return { level: "mine", pairId: undefined };
    return { level, pairId: isShared ? pairId : undefined };
  };
}

/** What is sent for what was written: sealed here, where it is to be. */
function useSeal({ kind, level, pairId, day, opensOn, tags: named }: Written): (text: string) => Promise<Draft> {
  const { published } = useKeys();
  const other = useOtherKey(level === "sealed-until" ? pairId : undefined);
  return async (text) => {
    const tags = tagsOf(named);
    if (level === "mine") return { level, kind, day, text, tags, ...(pairId && { pair_id: pairId }) };
    if (level === "pair") return { level, kind, day, text, tags, pair_id: pairId ?? "" };
    const { sealed } = await import("../../sealing/box");
    const readers = [published?.jwk, level === "sealed-until" ? other?.jwk : undefined];
    const jwe: Schemas["Jwe"] = await sealed(
      { text, tags },
      readers.filter((jwk) => jwk !== undefined),
    );
    if (level === "sealed") return { level, kind, day, jwe };
    return { level, kind: "letter-to-later", day, jwe, pair_id: pairId ?? "", opens_on: opensOn };
  };
}
