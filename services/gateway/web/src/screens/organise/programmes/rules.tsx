import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { http } from "../../../api/client";
import { Card } from "../../../parts/card";
import { useEdit } from "../../../parts/edit";
import { EditConflict } from "../../../parts/edit-conflict";
import { Form } from "../../../parts/form";
import { sent } from "../../../parts/sent";
import type { Programme } from "../scope";
import { draftOf, writtenOf, type Draft } from "./draft";
import { Fields } from "./fields";
import { Summary, useFacts } from "./summary";

/** What organisers decide. It holds from now on: pairs stay as they are. */
export function Rules({ programme }: { programme: Programme }) {
  const { t } = useTranslation("organise");
  const client = useQueryClient();
  const factsOf = useFacts();
  const { programme_id } = programme;
  const { draft, write, theirs, save, leave } = useEdit<Programme, Draft>({
    version: programme.version,
    words: () => t("programmes.said-changed"),
    send: (draft, version) => {
      const params = { path: { programme_id }, header: { "If-Match": version } };
      return sent(http.PUT("/v1/programmes/{programme_id}", { params, body: writtenOf(draft) }));
    },
    reread: () => client.invalidateQueries({ queryKey: ["get"] }),
  });
  if (!draft)
    return (
      <Card title={t("programmes.rules")}>
        <Summary programme={programme} />
        <div>
          <Button variant="default" onClick={() => write(draftOf(programme))}>
            {t("programmes.change")}
          </Button>
        </div>
      </Card>
    );
  const mine = factsOf(writtenOf(draft));
  return (
    <>
      {theirs && (
        <EditConflict
          fields={factsOf(theirs).map(({ name, says }, at) => ({ name, theirs: says, mine: mine[at]?.says ?? "" }))}
          keepMine={() => save(draft)}
          takeTheirs={leave}
        />
      )}
      <Card title={t("programmes.rules")}>
        <Form send={() => save(draft)} close={leave}>
          <Fields draft={draft} change={(part) => write({ ...draft, ...part })} />
        </Form>
      </Card>
    </>
  );
}
