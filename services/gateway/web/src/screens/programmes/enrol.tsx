import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { useInWords } from "../../parts/in-words";
import { sent } from "../../parts/sent";
import classes from "./programmes.module.css";

/** One's own yes or no: either is one tap, and neither is explained to anybody. */
export function Enrol({ programme }: { programme: Schemas["ProgrammeShown"] }) {
  const { t } = useTranslation("programmes");
  const inWords = useInWords();
  const client = useQueryClient();
  const undo = useUndo();
  const { programme_id, standing, entry, called } = programme;
  const params = { path: { programme_id } };
  const reread = () => client.invalidateQueries({ queryKey: ["get"] });
  const name = inWords(called);
  const enter = () =>
    void undo.now({
      words: t(entry === "approved" && standing === "out" ? "said-asked" : "said-in", { name }),
      send: () => sent(http.PUT("/v1/programmes/{programme_id}/members/me", { params })).finally(reread),
    });
  const leave = () =>
    void undo.now({
      words: t(standing === "in" ? "said-left" : "said-no", { name }),
      send: () => sent(http.DELETE("/v1/programmes/{programme_id}/members/me", { params })).finally(reread),
    });
  if (standing === "out")
    return (
      <div className={classes.deeds}>
        <Deed words={t(entry === "approved" ? "ask-in" : "enter")} name={name} act={enter} />
      </div>
    );
  return (
    <div className={classes.deeds}>
      {standing === "invited" && <Deed words={t("say-yes")} name={name} act={enter} />}
      <Deed words={t(`no.${standing}`)} name={name} act={leave} isQuiet />
    </div>
  );
}

interface DeedProps {
  words: string;
  /** Of which programme, for whoever hears the button alone. */
  name: string;
  act: () => void;
  isQuiet?: boolean;
}

function Deed({ words, name, act, isQuiet = false }: DeedProps) {
  return (
    <Button variant={isQuiet ? "default" : "filled"} aria-label={`${words}: ${name}`} onClick={act}>
      {words}
    </Button>
  );
}
