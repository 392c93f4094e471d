import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "wouter";
import { api, http } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import { Prose } from "../../parts/prose";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import { KeySetup } from "../../sealing/key-setup";
import { useOpened } from "../../sealing/keys";
import { Edit } from "./edit";
import { useKinds, type Entry } from "./entries";
import { EntryReaders } from "./entry-readers";
import { useHidden } from "./hidden";
import classes from "./journal.module.css";
import { Author } from "./line";
import { SharingCard } from "./sharing";

/** One entry: read, and by its author changed, shared, taken back or erased. */
export default function EntryScreen() {
  const { t } = useTranslation("journal");
  const { id } = useParams<{ id: string }>();
  const path = { params: { path: { entry_id: id } } };
  const { data, error, refetch } = api.useQuery("get", "/v1/journal/entries/{entry_id}", path);
  if (data) return <Shown key={id} entry={data} />;
  return <Page title={t("entry")}>{error ? <Trouble error={error} retry={refetch} /> : <Waiting />}</Page>;
}

function Shown({ entry }: { entry: Entry }) {
  const { t } = useTranslation("journal");
  const { nameOf } = useKinds();
  const { date } = useWhen();
  const me = useMe();
  const [isEditing, setEditing] = useState(false);
  const erase = useErase(entry);
  const read = () => {
    setEditing(false);
    // The buttons that had it are gone.
    document.getElementById("main")?.focus({ preventScroll: true });
  };
  const opened = useOpened(entry.entry_id, entry.version, entry.jwe);
  const text = opened.content?.text ?? entry.text;
  const tags = opened.content?.tags ?? entry.tags ?? [];
  const isMine = entry.author_id === me.person_id;
  const isClosed = !entry.jwe && text == null;
  const isEditable = isMine && entry.level !== "sealed-until" && text != null;
  return (
    <Page title={nameOf(entry.kind) || t("entry")}>
      <div className={classes.reading}>
        <Card>
          <p className={classes.facts}>
            <time dateTime={entry.day}>{date(entry.day)}</time>
            <Author id={entry.author_id} />
            <EntryReaders entry={entry} />
          </p>
          {isEditing ? (
            <Edit entry={entry} text={text ?? ""} tags={tags} done={read} />
          ) : (
            <>
              {text != null && (
                <div className={classes.whole}>
                  <Prose text={text} isPlain />
                </div>
              )}
              {isClosed && entry.opens_on && <p>{t("closed-until", { day: date(entry.opens_on) })}</p>}
              {opened.isLocked && <KeySetup />}
              {opened.isLost && <p role="alert">{t("other-key")}</p>}
              {tags.length > 0 && (
                <p className={classes.facts}>
                  {tags.map((tag) => (
                    <Link key={tag} href={`/journal?${new URLSearchParams({ tag })}`}>
                      #{tag}
                    </Link>
                  ))}
                </p>
              )}
              {isMine && (
                <div className={classes.deeds}>
                  {isEditable && (
                    <Button variant="default" onClick={() => setEditing(true)}>
                      {t("change")}
                    </Button>
                  )}
                  <Button variant="default" onClick={erase}>
                    {t("erase")}
                  </Button>
                </div>
              )}
            </>
          )}
        </Card>
        {isMine && !isEditing && (entry.level === "mine" || entry.level === "pair") && <SharingCard entry={entry} />}
        <p>
          <Link href="/journal">{t("back")}</Link>
        </p>
      </div>
    </Page>
  );
}

/** Gone from the screen at once, from the house when it was not taken back. */
function useErase({ entry_id, level }: Entry): () => void {
  const { t } = useTranslation("journal");
  const [, go] = useLocation();
  const undo = useUndo();
  const client = useQueryClient();
  const { hide, show } = useHidden();
  return () => {
    hide(entry_id);
    go("/journal");
    undo.later({
      words: t(level === "pair" ? "said-erased-shared" : "said-erased"),
      send: async () => {
        await sent(http.DELETE("/v1/journal/entries/{entry_id}", { params: { path: { entry_id } } }));
        await client.invalidateQueries();
      },
      takeBack: () => show(entry_id),
    });
  };
}
