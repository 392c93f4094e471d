import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { PersonName } from "../../parts/person-name";
import plain from "../../parts/plain.module.css";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";

type Opened = Schemas["OpenedReport"];

interface NotesProps {
  report: Opened;
  canWrite: boolean;
  changed: (queued: Schemas["QueuedReport"] | undefined, more?: Partial<Opened>) => Promise<void>;
}

/** What moderators wrote down, for themselves and for whoever goes on with it. */
export function Notes({ report: { report_id, notes }, canWrite, changed }: NotesProps) {
  const { t } = useTranslation("moderation");
  const { full } = useWhen();
  const me = useMe();
  const undo = useUndo();
  const [words, setWords] = useState("");
  const withKey = useIdempotencyKey();
  const write = (event: FormEvent) => {
    event.preventDefault();
    void undo.now({
      words: t("said-noted"),
      send: async () => {
        const post = (key: string) => {
          const params = { path: { report_id }, header: { "Idempotency-Key": key } };
          return http.POST("/v1/moderation/reports/{report_id}/notes", { params, body: { words } });
        };
        const queued = await sent(withKey(words, post));
        const note = { by_id: me.person_id, at: new Date().toISOString(), words: words.trim() };
        await changed(queued, { notes: [...notes, note] });
        setWords("");
      },
    });
  };
  return (
    <Card title={t("notes")}>
      <p className={plain.quiet}>{t("notes-readers")}</p>
      {notes.length === 0 && <p>{t("no-notes")}</p>}
      <ul className={plain.rows}>
        {notes.map((note) => (
          <li key={`${note.at} ${note.words}`} className={plain.row}>
            <div className={plain.what}>
              <p className={plain.note}>{note.words}</p>
              <span>
                <PersonName id={note.by_id} orId /> · {full(note.at)}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {canWrite && (
        <form className={plain.form} onSubmit={write}>
          <Textarea
            required
            withAsterisk={false}
            maxLength={4000}
            rows={4}
            label={t("note")}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" variant="default">
              {t("note-write")}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
