import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/InlineInput.css";
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, once, problemOf, type Schemas } from "../../../api/client";
import { LANGUAGES } from "../../../app/language";
import { useUndo } from "../../../app/undo";
import { Card } from "../../../parts/card";
import { sent } from "../../../parts/sent";
import frame from "../frame.module.css";
import { useUptake } from "../reading";
import { Names } from "../rounds/pool";
import type { Scope } from "../scope";
import { Message } from "./wording";

const GROUPS = ["mentors", "mentees", "paired", "unpaired", "never-asked"] as const;
const PLACES = ["/", "/find", "/pairs", "/preparation", "/journal", "/programmes"] as const;
const EMPTY = { title: "", text: "" };

interface AnnounceProps {
  scope: Scope;
  /** Whom another screen would like to reach. */
  wish: URLSearchParams;
  leave: () => void;
}

/** Written, looked at in both languages with how many it is for, and only then said. */
export function Announce({ scope, wish, leave }: AnnounceProps) {
  const { t, i18n } = useTranslation("organise");
  const client = useQueryClient();
  const undo = useUndo();
  const [key, setKey] = useState(once);
  const wished = GROUPS.filter((group) => group === wish.get("group"));
  const [said, setSaid] = useState({ en: EMPTY, de: EMPTY });
  const [segment, setSegment] = useState<Schemas["Segment"]>({
    groups: wished,
    departments: wish.getAll("department"),
    sites: wish.getAll("site"),
  });
  const [path, setPath] = useState<string>(PLACES[0]);
  const [from, setFrom] = useState("");
  const [preview, setPreview] = useState<Schemas["Preview"]>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const uptake = useUptake(scope.programmeId).data;
  const language = new Intl.DisplayNames(i18n.language, { type: "language" });
  const names = (groups: Schemas["UptakeGroup"][] | undefined) => (groups ?? []).flatMap(({ name }) => name ?? []);
  useEffect(() => {
    if (preview || problem) result.current?.focus();
  }, [preview, problem]);

  /** What was looked at is not what is said any more. */
  const changed = () => (setPreview(undefined), setProblem(undefined), setKey(once()));
  const body: Schemas["Announcing"] = {
    en: said.en,
    ...(said.de.title.trim() || said.de.text.trim() ? { de: said.de } : {}),
    segment,
    path,
    ...(from ? { not_before: new Date(from).toISOString() } : {}),
  };
  const of = scope.programmeId;

  const look = async (event: React.FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const call = of
        ? http.POST("/v1/programmes/{programme_id}/announcements/preview", {
            params: { path: { programme_id: of } },
            body,
          })
        : http.POST("/v1/programme/announcements/preview", { body });
      setPreview(await sent(call));
      setProblem(undefined);
    } catch (failure) {
      const { title, detail, errors } = problemOf(failure);
      setProblem([title, detail, ...(errors ?? []).map((one) => one.detail)].join(" "));
    }
    setBusy(false);
  };
  const send = async () => {
    setBusy(true);
    const header = { "Idempotency-Key": key };
    const isDone = await undo.now({
      words: t("announce.said"),
      send: () =>
        sent(
          of
            ? http.POST("/v1/programmes/{programme_id}/announcements", {
                params: { path: { programme_id: of }, header },
                body,
              })
            : http.POST("/v1/programme/announcements", { params: { header }, body }),
        ),
    });
    setBusy(false);
    void client.invalidateQueries({ queryKey: ["announcements"] });
    if (isDone) leave();
  };

  return (
    <Card title={t("announce.write")} tone="teach" aside={<span className={frame.small}>{t("announce.readers")}</span>}>
      <form className={frame.stack} onSubmit={look}>
        <div className={frame.columns}>
          {LANGUAGES.map((locale) => (
            <fieldset key={locale} className={frame.group}>
              <legend>
                {language.of(locale)}
                {locale === "de" && <span className={frame.small}> {t("announce.optional")}</span>}
              </legend>
              <TextInput
                label={t("wordings.parts.title")}
                required={locale === "en" || body.de !== undefined}
                maxLength={120}
                value={said[locale].title}
                onChange={({ target }) => (
                  setSaid({ ...said, [locale]: { ...said[locale], title: target.value } }),
                  changed()
                )}
              />
              <Textarea
                label={t("wordings.parts.text")}
                required={locale === "en" || body.de !== undefined}
                rows={5}
                maxLength={2000}
                value={said[locale].text}
                onChange={({ target }) => (
                  setSaid({ ...said, [locale]: { ...said[locale], text: target.value } }),
                  changed()
                )}
              />
            </fieldset>
          ))}
        </div>
        <fieldset className={frame.group}>
          <legend>{t("announce.whom")}</legend>
          <p className={frame.small}>{t(of ? "announce.whom-programme" : "announce.whom-all")}</p>
          <div className={frame.deeds}>
            {GROUPS.map((group) => (
              <Checkbox
                key={group}
                label={t(`announce.groups.${group}`)}
                checked={segment.groups?.includes(group) ?? false}
                onChange={({ target }) => {
                  const others = (segment.groups ?? []).filter((one) => one !== group);
                  setSegment({ ...segment, groups: target.checked ? [...others, group] : others });
                  changed();
                }}
              />
            ))}
          </div>
          <div className={frame.fields}>
            <Names
              label={t("rounds.departments")}
              start={wish.getAll("department").join(", ")}
              known={names(uptake?.department)}
              change={(departments) => (setSegment({ ...segment, departments }), changed())}
            />
            <Names
              label={t("rounds.sites")}
              start={wish.getAll("site").join(", ")}
              known={names(uptake?.site)}
              change={(sites) => (setSegment({ ...segment, sites }), changed())}
            />
          </div>
        </fieldset>
        <div className={frame.fields}>
          <NativeSelect
            label={t("announce.path")}
            value={path}
            onChange={({ target }) => (setPath(target.value), changed())}
            data={PLACES.map((place) => ({ value: place, label: t(`announce.places.${place.slice(1) || "today"}`) }))}
          />
          <TextInput
            type="datetime-local"
            label={t("announce.from")}
            description={t("announce.from-hint")}
            value={from}
            onChange={({ target }) => (setFrom(target.value), changed())}
          />
        </div>
        <div className={frame.deeds}>
          <Button type="submit" loading={isBusy} variant={preview ? "default" : "filled"}>
            {t("announce.preview")}
          </Button>
          <Button variant="default" onClick={leave}>
            {t("cancel")}
          </Button>
        </div>
      </form>
      <div ref={result} tabIndex={-1}>
        {problem && <p role="alert">{problem}</p>}
        {preview && (
          <div className={frame.stack}>
            <p className={frame.lead}>{t("announce.reaches", { count: preview.people })}</p>
            <div className={frame.columns}>
              {Object.entries(preview.words).map(([locale, words]) => (
                <div key={locale} lang={locale}>
                  <Message words={words} />
                </div>
              ))}
            </div>
            <div>
              <Button loading={isBusy} onClick={send}>
                {t("announce.send", { count: preview.people })}
              </Button>
            </div>
          </div>
        )}
      </div>
    </Card>
  );
}
