"""What stands on somebody's card: from role, seniority and place in the reporting line."""

from deploy.local.demo.chance import pick, weighted
from deploy.local.demo.departments import DEPARTMENTS
from deploy.local.demo.reporting import Line, Position
from deploy.local.demo.seniority import CHIEF, HEAD, TOP_ROLES, is_adviser, is_in_training

# The work, and what a team doing it is called.
_WORK = {
    "Academic researcher": (("research engineer", "research scientist"), "research"),
    "AI/ML engineer": (("machine learning engineer",), "machine learning"),
    "Applied scientist": (("applied scientist",), "applied science"),
    "Architect, software or solutions": (("software architect", "solutions architect"), "architecture"),
    "Cloud infrastructure engineer": (("cloud engineer",), "cloud infrastructure"),
    "Cybersecurity or InfoSec professional": (("security engineer", "security analyst"), "security"),
    "Data engineer": (("data engineer",), "data platform"),
    "Data or business analyst": (("business analyst", "data analyst"), "analytics"),
    "Data scientist": (("data scientist",), "data science"),
    "Database administrator or engineer": (("database engineer",), "databases"),
    "Developer, AI apps or physical AI": (("AI application developer",), "AI applications"),
    "Developer, QA or test": (("test engineer",), "quality"),
    "Developer, back-end": (("back-end developer",), "back end"),
    "Developer, desktop or enterprise applications": (("application developer",), "desktop applications"),
    "Developer, embedded applications or devices": (("embedded developer", "firmware engineer"), "devices"),
    "Developer, front-end": (("front-end developer",), "front end"),
    "Developer, full-stack": (("full-stack developer", "software engineer"), "product development"),
    "Developer, game or graphics": (("graphics programmer", "simulation developer"), "graphics"),
    "Developer, mobile": (("mobile developer",), "mobile"),
    "DevOps engineer or professional": (("DevOps engineer", "site reliability engineer"), "operations"),
    "Engineering manager": (("software engineer",), "engineering"),
    "Financial analyst or engineer": (("financial analyst",), "finance"),
    "Other (please specify):": (
        ("technical consultant", "solutions engineer", "technical writer", "implementation specialist", "trainer"),
        "customer projects",
    ),
    "Product manager": (("product manager",), "product management"),
    "Project manager": (("project manager",), "projects"),
    "Retired": (("software engineer",), "engineering"),
    "Student": (("software developer",), "engineering"),
    "Support engineer or analyst": (("support engineer",), "support"),
    "System administrator": (("system administrator",), "systems"),
}
_NOT_ENGINEERING = frozenset({"analytics", "customer projects", "finance", "product management", "projects", "support"})
_GRADES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("Junior", 1),),
    (("Junior", 1), ("", 2)),
    (("", 1),),
    (("", 2), ("Senior", 3)),
    (("Senior", 1),),
    (("Senior", 3), ("Staff", 1)),
    (("Senior", 4), ("Staff", 3), ("Principal", 2)),
)
_VENTURES = ("Entrepreneur in Residence", "Head of New Ventures", "Innovation Lead", "Partnerships Lead")
_TRAINING = ("Working student", "Intern", "Apprentice")


def title_of(person: Position, line: Line) -> str:
    if person.seniority >= HEAD:
        return "Chief Executive Officer" if person.seniority == CHIEF else DEPARTMENTS[person.department]
    if person.answer.role in TOP_ROLES:
        return _executive(person, leads_leads=line.leads[person.answer.id] > 0)
    if person.leads:
        return _lead(person, leads_leads=line.leads[person.answer.id] > 0)
    return _in_training(person) or _expert(person)


def _executive(person: Position, *, leads_leads: bool) -> str:
    if is_adviser(person.answer):
        return "Adviser to the Board"
    if person.answer.role.startswith("Founder"):
        return pick(_VENTURES, person.answer.id, "venture")
    return f"{'Senior director' if leads_leads else 'Director'}, {person.department}"


def _lead(person: Position, *, leads_leads: bool) -> str:
    area = _WORK[person.answer.role][1]
    if leads_leads and person.seniority >= 7:
        return f"Director, {area}"
    if person.seniority < 6:
        return f"Team lead, {area}"
    if area == "engineering":
        return "Engineering manager"
    return f"{'Manager' if area in _NOT_ENGINEERING else 'Engineering manager'}, {area}"


def _in_training(person: Position) -> str:
    if person.answer.role == "Retired":
        return "Senior adviser (retired)"
    if is_in_training(person.answer):
        return f"{pick(_TRAINING, person.answer.id, 'training')}, {_field(person.department)}"
    return "Software developer (on study leave)" if person.answer.role == "Student" else ""


def _field(department: str) -> str:
    return "data science" if department == "Data and AI" else "software development"


def _expert(person: Position) -> str:
    work = pick(_WORK[person.answer.role][0], person.answer.id, "work")
    grade = weighted(_GRADES[min(person.seniority, len(_GRADES) - 1)], person.answer.id, "grade")
    return f"{grade} {work}" if grade else work[0].upper() + work[1:]
