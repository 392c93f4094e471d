import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http } from "../../../api/client";
import { Card } from "../../../parts/card";
import { useEdit } from "../../../parts/edit";
import { Meanwhile } from "../../../parts/meanwhile";
import { sent } from "../../../parts/sent";
import frame from "../frame.module.css";
import type { Programme } from "../scope";
import { draftOf, writtenOf, type Draft } from "./draft";
import { Fields } from "./fields";
import { Summary } from "./summary";

/** What organisers decide. It holds from now on: pairs stay as they are. */
export function Rules({ programme }: { programme: Programme }) {
  const { t } = useTranslation("organise");
  const client = useQueryClient();
  const edit = useEdit();
  const { programme_id, version } = programme;
  const [draft, setDraft] = useState<Draft>();
  const [isLate, setLate] = useState(false);
  if (!draft)
    return (
      <Card title={t("programmes.rules")}>
        <Summary programme={programme} />
        <div>
          <Button variant="default" onClick={() => setDraft(draftOf(programme))}>
            {t("programmes.change")}
          </Button>
        </div>
      </Card>
    );
  const leave = () => (setDraft(undefined), setLate(false));
  const save = async () => {
    const isDone = await edit({
      words: t("programmes.said-changed"),
      send: () =>
        sent(
          http.PUT("/v1/programmes/{programme_id}", {
            params: { path: { programme_id }, header: { "If-Match": `"${version}"` } },
            body: writtenOf(draft),
          }),
        ),
      late: () => setLate(true),
    });
    await client.invalidateQueries({ queryKey: ["get"] });
    if (isDone) leave();
  };
  return (
    <>
      {isLate && (
        <Meanwhile keepMine={save} takeTheirs={leave}>
          <Summary programme={programme} />
        </Meanwhile>
      )}
      <Card title={t("programmes.rules")}>
        <form className={frame.stack} onSubmit={(event) => (event.preventDefault(), void save())}>
          <Fields draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
          <div className={frame.deeds}>
            <Button type="submit">{t("save")}</Button>
            <Button variant="default" onClick={leave}>
              {t("cancel")}
            </Button>
          </div>
        </form>
      </Card>
    </>
  );
}
