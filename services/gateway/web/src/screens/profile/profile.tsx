import { Button } from "@mantine/core";
import { useRef, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { LANGUAGES } from "../../app/language";
import { useMe, type Me } from "../../app/session";
import { speak } from "../../app/words";
import { Card } from "../../parts/card";
import { Check } from "../../parts/check";
import { conflictOf, useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { sayOfMe, useRereadMe } from "../../parts/own-word";
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
  const { draft, write, theirs, save, leave } = useSaving(me.version);
  const own: Own = draft?.own ?? me;
  const isChanged = draft !== null && changed(draft).length > 0;
  const set = (part: Partial<Own>) => write({ from: draft?.from ?? me, own: { ...own, ...part } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft) void save(draft);
  };
  return (
    <Page title={t("title")} lead={t("lead")} actions={<Link href="/me">{t("back")}</Link>}>
      {draft && theirs && (
        <EditConflict
          fields={changed(draft).map((field) => ({
            name: t(`field.${field}`),
            theirs: inWords(theirs, field),
            mine: inWords(draft.own, field),
          }))}
          keepMine={() => form.current?.requestSubmit()}
          takeTheirs={leave}
        />
      )}
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
        {isChanged && (
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

function useSaving(version: number) {
  const { t } = useTranslation("profile");
  return useEdit<Me, Draft>({
    version,
    words: () => t("saved"),
    send: async (draft, upon) => {
      const word = wordOf(draft);
      try {
        await sayOfMe(word, upon);
      } catch (error) {
        const current = conflictOf<Me>(error);
        // Somebody changed something else: nobody's word is lost.
        if (!current || changed(draft).some((field) => differs(draft.from, current, field))) throw error;
        await sayOfMe(word, `"${current.version}"`);
      }
      const language = LANGUAGES.find((one) => one === word.locale?.slice(0, 2));
      if (language) await speak(language);
    },
    reread: useRereadMe(),
  });
}
