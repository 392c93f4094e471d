import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Input.css";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { Form } from "../../parts/form";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import classes from "./administer.module.css";

type Shown = Schemas["ProgrammeRules"];
type Weights = Required<Schemas["ScoreWeights"]>;
type Musts = Required<Schemas["Musts"]>;

interface Draft {
  weights: Weights;
  musts: Musts;
}

/** How far each weight goes; as they are by default, each is 1. */
const MOST: Readonly<Record<keyof Weights, number>> = { seniority: 3, overlap: 3, time: 3, same_department: 1, other_site: 1 };
const WEIGHTS = Object.keys(MOST) as (keyof Weights)[];
const EITHER = ["other_department", "same_site"] as const;
const HOURS = 8;

function draftOf({ weights, musts }: Shown): Draft {
  return {
    weights: { seniority: 1, overlap: 1, time: 1, same_department: 1, other_site: 1, ...weights },
    musts: { other_department: false, same_site: false, least_overlap: 0, ...musts },
  };
}

/** What counts how much where people are suggested to each other, and what must be. */
export function Rules() {
  const { t } = useTranslation("administer");
  const reread = useReread();
  const { data, error, refetch } = api.useQuery("get", "/v1/programme");
  const { draft, write, theirs, save, leave } = useEdit<Shown, Draft>({
    version: data?.version,
    words: () => t("rules.said"),
    send: (body, version) => sent(http.PUT("/v1/programme", { params: { header: { "If-Match": version } }, body })),
    reread: () => reread("/v1/programme"),
  });
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return null;
  const said = (rules: Draft): { name: string; says: string }[] => [
    ...WEIGHTS.map((name) => ({ name: t(`rules.${name}`), says: String(rules.weights[name]) })),
    ...EITHER.map((name) => ({ name: t(`rules.${name}`), says: t(rules.musts[name] ? "yes" : "no") })),
    { name: t("rules.least_overlap"), says: t("rules.hours", { count: rules.musts.least_overlap }) },
  ];
  return (
    <Card title={t("rules.title")}>
      <p className={plain.quiet}>{t("rules.text")}</p>
      {draft && theirs && (
        <EditConflict
          fields={said(draft).map(({ name, says }, number) => ({
            name,
            mine: says,
            theirs: said(draftOf(theirs))[number]?.says ?? "",
          }))}
          keepMine={() => save(draft)}
          takeTheirs={leave}
        />
      )}
      {draft ? (
        <Form send={() => save(draft)} close={leave}>
          <fieldset className={plain.choices}>
            <legend>{t("rules.weights")}</legend>
            <div className={classes.filter}>
              {WEIGHTS.map((name) => (
                <TextInput
                  key={name}
                  autoFocus={name === "seniority"}
                  type="number"
                  min={0}
                  max={MOST[name]}
                  step={0.1}
                  required
                  withAsterisk={false}
                  label={t(`rules.${name}`)}
                  description={t(`rules.${name}-help`)}
                  value={draft.weights[name]}
                  onChange={(event) =>
                    write({ ...draft, weights: { ...draft.weights, [name]: event.currentTarget.valueAsNumber || 0 } })
                  }
                />
              ))}
            </div>
          </fieldset>
          <fieldset className={plain.choices}>
            <legend>{t("rules.musts")}</legend>
            {EITHER.map((name) => (
              <Checkbox
                key={name}
                label={t(`rules.${name}`)}
                checked={draft.musts[name]}
                onChange={(event) => write({ ...draft, musts: { ...draft.musts, [name]: event.currentTarget.checked } })}
              />
            ))}
            <TextInput
              type="number"
              min={0}
              max={HOURS}
              step={0.5}
              required
              withAsterisk={false}
              label={t("rules.least_overlap")}
              value={draft.musts.least_overlap}
              onChange={(event) =>
                write({ ...draft, musts: { ...draft.musts, least_overlap: event.currentTarget.valueAsNumber || 0 } })
              }
            />
          </fieldset>
        </Form>
      ) : (
        <>
          <dl className={plain.facts}>
            {said(draftOf(data)).map(({ name, says }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{says}</dd>
              </div>
            ))}
          </dl>
          <div>
            <Button variant="default" onClick={() => write(draftOf(data))}>
              {t("change")}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}
