import { Button } from "@mantine/core";
import { useRef, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { problemOf } from "../../api/client";
import { useMe, type Me } from "../../app/session";
import { LANGUAGES, speak } from "../../app/words";
import { Card } from "../../parts/card";
import { Check } from "../../parts/check";
import { Conflict } from "../../parts/conflict";
import { useEditing } from "../../parts/editing";
import { isMe, useOwnWord } from "../../parts/own-word";
import { Page } from "../../parts/page";
import { changed, differs, useFieldWords, wordOf, type Draft, type Own } from "./draft";
import { Languages } from "./languages";
import classes from "./profile.module.css";
import { Room } from "./room";
import { SaidBy } from "./said-by";
import { SkillsForm } from "./skills-form";
import { Speaking } from "./speaking";

/** What I give and look for, how much room I have, and how I am spoken to: my own word. */
export default function Profile() {
  const { t } = useTranslation(["profile", "people"]);
  const me = useMe();
  const form = useRef<HTMLFormElement>(null);
  const inWords = useFieldWords();
  const { draft, write, theirs, save, leave } = useSaving();
  const isChanged = draft !== null && changed(draft).length > 0;
  const { from, own } = isChanged ? draft : { from: me, own: me };
  const set = (part: Partial<Own>) => write({ from, own: { ...own, ...part } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft) void save(draft, (theirs ?? draft.from).version);
  };
  return (
    <Page title={t("title")} lead={t("lead")} actions={<Link href="/me">{t("back")}</Link>}>
      <form ref={form} className={classes.form} onSubmit={submit}>
        <div className={classes.ways}>
          <SkillsForm way="gives" skills={own.gives} change={(gives) => set({ gives })} isWriting={isChanged} />
          <SkillsForm way="gets" skills={own.gets} change={(gets) => set({ gets })} isWriting={isChanged} />
        </div>
        <div className={classes.columns}>
          <Room own={own} set={set} isWriting={isChanged} />
          <Card title={t("meet")}>
            <div className={classes.field}>
              <Languages own={own} set={set} />
              <SaidBy field="languages" isWriting={isChanged} />
            </div>
            <div className={classes.field}>
              <Check label={t("visible")} isOn={own.visible} set={(visible) => set({ visible })} />
              <p className={classes.quiet}>{t("visible-text")}</p>
              <SaidBy field="visible" isWriting={isChanged} />
            </div>
          </Card>
          <Speaking own={own} set={set} isWriting={isChanged} />
        </div>
        {draft && theirs && (
          <div className={classes.both}>
            <Conflict
              fields={changed(draft).map((field) => ({
                name: t(`field.${field}`),
                theirs: inWords(theirs, field),
                mine: inWords(draft.own, field),
              }))}
              keepMine={() => form.current?.requestSubmit()}
              takeTheirs={leave}
            />
          </div>
        )}
        {isChanged && !theirs && (
          <div className={classes.bar}>
            <span>{t("unsaved")}</span>
            <div className={classes.deeds}>
              <Button type="submit">{t("save")}</Button>
              <Button variant="default" onClick={leave}>
                {t("discard")}
              </Button>
            </div>
          </div>
        )}
      </form>
    </Page>
  );
}

function useSaving() {
  const { t } = useTranslation("profile");
  const { say } = useOwnWord();
  return useEditing<Me, Draft>({
    words: t("saved"),
    isShown: isMe,
    send: async (draft, version) => {
      const word = wordOf(draft);
      try {
        await say(word, version);
      } catch (error) {
        const { current } = problemOf(error);
        // Somebody changed something else: nobody's word is lost.
        if (!isMe(current) || changed(draft).some((field) => differs(draft.from, current, field))) throw error;
        await say(word, `"${current.version}"`);
      }
      const language = LANGUAGES.find((one) => one === word.locale?.slice(0, 2));
      if (language) await speak(language);
    },
  });
}
