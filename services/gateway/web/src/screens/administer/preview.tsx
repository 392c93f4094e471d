import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { PersonName } from "../../parts/person-name";
import plain from "../../parts/plain.module.css";
import classes from "./administer.module.css";

const OUTCOMES = ["new", "returns", "changed", "leaves", "unchanged", "errors"] as const;
const SHOWN = 200;

/** What a file would do, and what is wrong in it, a row each. */
export function Preview({ preview: { counts, changes, errors, ignored_columns } }: { preview: Schemas["ImportPreview"] }) {
  const { t } = useTranslation("administer");
  return (
    <>
      <ul className={classes.counts} aria-label={t("import.preview")}>
        {OUTCOMES.map((outcome) => (
          <li key={outcome}>
            <strong>{counts[outcome]}</strong> {t(`import.outcome.${outcome}`)}
          </li>
        ))}
      </ul>
      {ignored_columns.length > 0 && (
        <p className={plain.note}>
          {t("import.ignored", { count: ignored_columns.length, columns: ignored_columns.join(", ") })}
        </p>
      )}
      {errors.length > 0 && (
        <>
          <h3>{t("import.errors")}</h3>
          <p className={plain.quiet}>{t("import.errors-text")}</p>
          <div className={classes.scroll} role="region" aria-label={t("import.errors")} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("import.row")}</th>
                  <th scope="col">{t("import.column")}</th>
                  <th scope="col">{t("import.wrong")}</th>
                </tr>
              </thead>
              <tbody>
                {errors.slice(0, SHOWN).map((error) => (
                  <tr key={`${error.row} ${error.column} ${error.code}`}>
                    <td>{error.row}</td>
                    <td>{t(`import.columns.${error.column}`, { defaultValue: error.column })}</td>
                    <td>{error.detail}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {changes.length > 0 && (
        <>
          <h3>{t("import.changes")}</h3>
          <div className={classes.scroll} role="region" aria-label={t("import.changes")} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("import.row")}</th>
                  <th scope="col">{t("import.who")}</th>
                  <th scope="col">{t("import.becomes")}</th>
                  <th scope="col">{t("import.fields")}</th>
                </tr>
              </thead>
              <tbody>
                {changes.slice(0, SHOWN).map(({ person_id, outcome, row, fields }) => (
                  <tr key={person_id}>
                    <td>{row ?? ""}</td>
                    <td>{row ? <code>{person_id}</code> : <PersonName id={person_id} orId />}</td>
                    <td>{t(`import.outcome.${outcome}`)}</td>
                    <td>{fields.map((field) => t(`import.columns.${field}`, { defaultValue: field })).join(", ")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {changes.length > SHOWN && <p className={plain.quiet}>{t("import.further", { count: changes.length - SHOWN })}</p>}
        </>
      )}
    </>
  );
}
