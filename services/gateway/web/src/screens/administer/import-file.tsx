import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Input.css";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, problemOf, type Problem, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { download } from "../../parts/download";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { linesOf } from "../../parts/lines";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import classes from "./administer.module.css";
import { Preview } from "./preview";

type Counts = Schemas["ImportCounts"];

interface Previewed {
  preview: Schemas["ImportPreview"];
  /** Of what was shown: just that is done, or nothing. */
  version: string;
}

interface Progress {
  done: number;
  of: number;
  counts?: Counts | null;
}

const asItIs = (file: File) => file;
/** The document knows the file as text; what goes out are its bytes, as they lie on the disk. */
const CSV = { headers: { "Content-Type": "text/csv" } };

/** People by a file: what would change is seen before anything does. */
export function ImportFile() {
  const { t } = useTranslation("administer");
  const reread = useReread();
  const picker = useRef<HTMLInputElement>(null);
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [absentLeave, setAbsentLeave] = useState(false);
  const [ticket, setTicket] = useState("");
  const [previewed, setPreviewed] = useState<Previewed | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const look = async (chosen: File, leave: boolean) => {
    setProblem(null);
    setPreviewed(null);
    setProgress(null);
    try {
      setPreviewed(await previewOf(chosen, leave));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    void look(chosen, absentLeave);
  };
  const apply = async () => {
    if (!file || !previewed) return;
    setProblem(null);
    try {
      const counts = await importing(file, previewed.version, { absentLeave, ticket }, setProgress);
      if (!counts) setProblem({ status: 0, code: "cut-off", title: t("import.cut-off"), detail: t("import.cut-off-text") });
      setPreviewed(null);
      await reread("/v1/people");
    } catch (error) {
      setProgress(null);
      setProblem(problemOf(error));
    }
  };

  return (
    <Card
      title={t("import.title")}
      aside={
        <Button variant="default" onClick={() => void fetchTemplate()}>
          {t("import.template")}
        </Button>
      }
    >
      <p>{t("import.text")}</p>
      <div className={plain.deeds}>
        <input
          ref={picker}
          id={id}
          type="file"
          accept=".csv,text/csv"
          hidden
          onChange={(event) => {
            choose(event.currentTarget.files?.[0]);
            // The same file, corrected, is chosen anew.
            event.currentTarget.value = "";
          }}
        />
        <Button onClick={() => picker.current?.click()}>{t(file ? "import.other" : "import.choose")}</Button>
        {file && <span>{file.name}</span>}
      </div>
      <Checkbox
        label={t("import.absent")}
        description={t("import.absent-help")}
        checked={absentLeave}
        onChange={(event) => {
          setAbsentLeave(event.currentTarget.checked);
          if (file) void look(file, event.currentTarget.checked);
        }}
      />
      {problem && <Trouble error={problem} retry={file ? () => look(file, absentLeave) : undefined} />}
      {previewed && (
        <>
          <Preview preview={previewed.preview} />
          {hasEffect(previewed.preview.counts) && (
            <form
              className={plain.form}
              onSubmit={(event) => {
                event.preventDefault();
                void apply();
              }}
            >
              <TextInput
                label={t("ticket")}
                description={t("ticket-help")}
                pattern="[A-Z][A-Z0-9]{0,15}-[0-9]{1,10}"
                value={ticket}
                onChange={(event) => setTicket(event.currentTarget.value)}
              />
              <div>
                <Button type="submit" disabled={absentLeave && previewed.preview.counts.errors > 0} loading={!!progress}>
                  {t("import.apply")}
                </Button>
              </div>
            </form>
          )}
        </>
      )}
      {progress && <Done progress={progress} />}
    </Card>
  );
}

function Done({ progress: { done, of, counts } }: { progress: Progress }) {
  const { t } = useTranslation("administer");
  return (
    <div role="status">
      {counts ? (
        <p>
          <strong>{t("import.done")}</strong> {t("import.done-text", { ...counts })}
        </p>
      ) : (
        <>
          <p>{t("import.progress", { done, of })}</p>
          <progress className={classes.progress} aria-label={t("import.title")} value={done} max={of} />
        </>
      )}
    </div>
  );
}

function hasEffect({ returns, changed, leaves, ...counts }: Counts): boolean {
  return counts.new + returns + changed + leaves > 0;
}

async function fetchTemplate(): Promise<void> {
  const template = await sent(http.GET("/v1/people/import/template", { parseAs: "blob" }));
  if (template instanceof Blob) download("people.csv", template);
}

async function previewOf(file: File, absentLeave: boolean): Promise<Previewed> {
  const { data, error, response } = await http.POST("/v1/people/import/preview", {
    params: { query: { absent_leave: absentLeave } },
    ...CSV,
    body: "",
    bodySerializer: () => asItIs(file),
  });
  if (error !== undefined) throw error;
  return { preview: data, version: response.headers.get("ETag") ?? "" };
}

/** Tells how far it is, a line each; the counts come with the last one, and none where it was cut off. */
async function importing(
  file: File,
  version: string,
  { absentLeave, ticket }: { absentLeave: boolean; ticket: string },
  tell: (progress: Progress) => void,
): Promise<Counts | undefined> {
  const { error, response } = await http.POST("/v1/people/import", {
    params: {
      query: { absent_leave: absentLeave },
      header: { "If-Match": version, ...(ticket && { "Audit-Ticket": ticket }) },
    },
    ...CSV,
    body: "",
    bodySerializer: () => asItIs(file),
    parseAs: "stream",
  });
  if (error !== undefined) throw error;
  let last: Progress | undefined;
  for await (const line of linesOf(response)) {
    last = JSON.parse(line) as Progress;
    tell(last);
  }
  return last?.counts ?? undefined;
}
