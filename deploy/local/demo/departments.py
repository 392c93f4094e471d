"""Which department a person works in, from their role and industry."""

from deploy.local.demo.chance import pick
from deploy.local.demo.survey import Answer

EXECUTIVE_OFFICE = "Executive Office"
TECHNOLOGY_OFFICE = "Technology Office"
# Each with the title of its head.
DEPARTMENTS = {
    TECHNOLOGY_OFFICE: "Chief Technology Officer",
    "Web Products": "Chief Product Officer",
    "Workplace Products": "VP Workplace Products",
    "Core Services": "VP Core Services",
    "Infrastructure and Security": "Chief Information Officer",
    "Data and AI": "Chief Data Officer",
    "Financial Products": "VP Financial Products",
    "Commerce and Media": "VP Commerce and Media",
    "Health and Public Sector": "VP Health and Public Sector",
    "Mobile and Desktop": "VP Mobile and Desktop",
    "Industry and Devices": "VP Industry and Devices",
    "Customer Solutions": "Chief Customer Officer",
}
_BY_ROLE = {
    "Academic researcher": "Data and AI",
    "AI/ML engineer": "Data and AI",
    "Applied scientist": "Data and AI",
    "Cloud infrastructure engineer": "Infrastructure and Security",
    "Cybersecurity or InfoSec professional": "Infrastructure and Security",
    "Data engineer": "Data and AI",
    "Data or business analyst": "Data and AI",
    "Data scientist": "Data and AI",
    "Database administrator or engineer": "Infrastructure and Security",
    "Developer, AI apps or physical AI": "Data and AI",
    "Developer, desktop or enterprise applications": "Mobile and Desktop",
    "Developer, embedded applications or devices": "Industry and Devices",
    "Developer, game or graphics": "Industry and Devices",
    "Developer, mobile": "Mobile and Desktop",
    "DevOps engineer or professional": "Infrastructure and Security",
    "Financial analyst or engineer": "Financial Products",
    "Other (please specify):": "Customer Solutions",
    "Product manager": "Customer Solutions",
    "Project manager": "Customer Solutions",
    "Retired": TECHNOLOGY_OFFICE,
    "Support engineer or analyst": "Customer Solutions",
    "System administrator": "Infrastructure and Security",
}
_BY_INDUSTRY = {
    "Banking/Financial Services": "Financial Products",
    "Computer Systems Design and Services": "Core Services",
    "Energy": "Industry and Devices",
    "Fintech": "Financial Products",
    "Government": "Health and Public Sector",
    "Healthcare": "Health and Public Sector",
    "Higher Education": "Health and Public Sector",
    "Insurance": "Financial Products",
    "Internet, Telecomm or Information Services": "Commerce and Media",
    "Manufacturing": "Industry and Devices",
    "Media & Advertising Services": "Commerce and Media",
    "Retail and Consumer Services": "Commerce and Media",
    "Transportation, or Supply Chain": "Commerce and Media",
}
# The rest make software for everybody: their role says for whom, and chance where it does not.
_GENERAL = {
    "Architect, software or solutions": (TECHNOLOGY_OFFICE, "Core Services"),
    "Developer, back-end": ("Core Services",),
    "Developer, front-end": ("Web Products",),
    "Developer, full-stack": ("Web Products", "Workplace Products"),
}
_ANY_PRODUCT = ("Web Products", "Workplace Products", "Core Services")


def department_of(answer: Answer) -> str:
    fixed = _BY_ROLE.get(answer.role) or _BY_INDUSTRY.get(answer.industry or "")
    return fixed or pick(_GENERAL.get(answer.role, _ANY_PRODUCT), answer.id, "department")
