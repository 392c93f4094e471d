import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { http } from "../../../api/client";
import { useUndo } from "../../../app/undo";
import { Card } from "../../../parts/card";
import { useNameOf } from "../../../parts/people";
import { PersonSearch } from "../../../parts/person-search";
import { sent } from "../../../parts/sent";
import frame from "../frame.module.css";
import type { Programme } from "../scope";
import classes from "./programmes.module.css";

/** Who runs it: named by administrators alone. */
export function Organisers({ programme, canName }: { programme: Programme; canName: boolean }) {
  const { t } = useTranslation("organise");
  const client = useQueryClient();
  const undo = useUndo();
  const { programme_id, organiser_ids, version } = programme;
  const name = (ids: string[], words: string) =>
    void undo.now({
      words,
      send: () =>
        sent(
          http.PUT("/v1/programmes/{programme_id}/organisers", {
            params: { path: { programme_id }, header: { "If-Match": `"${version}"` } },
            body: { organiser_ids: ids },
          }),
        ).finally(() => client.invalidateQueries({ queryKey: ["get"] })),
    });
  return (
    <Card title={t("programmes.organisers")}>
      {organiser_ids.length === 0 && <p className={frame.quiet}>{t("programmes.organisers-none")}</p>}
      <ul className={frame.list}>
        {organiser_ids.map((id) => (
          <One
            key={id}
            id={id}
            dismiss={
              canName
                ? (who) =>
                    name(
                      organiser_ids.filter((one) => one !== id),
                      t("programmes.said-dismissed", { name: who }),
                    )
                : undefined
            }
          />
        ))}
      </ul>
      {canName && (
        <PersonSearch
          label={t("programmes.name-organiser")}
          without={organiser_ids}
          onPick={(id, who) => name([...organiser_ids, id], t("programmes.said-named", { name: who }))}
        />
      )}
    </Card>
  );
}

function One({ id, dismiss }: { id: string; dismiss: ((name: string) => void) | undefined }) {
  const { t } = useTranslation("organise");
  const name = useNameOf(id);
  return (
    <li className={classes.member}>
      {name}
      {dismiss && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${t("programmes.dismiss")}: ${name}`}
          onClick={() => dismiss(name)}
        >
          {t("programmes.dismiss")}
        </Button>
      )}
    </li>
  );
}
