"""The topics of work life and what people call them: content that the vocabulary reads.

One topic a line: its English name, its German name where that differs, further names, abbreviations and usual phrases.
The English name makes the key, so it stays once people use it; names may be added. A name with "~" in front is one
only where it stands alone: inside a sentence it means something else ("I want to go"). An indented line goes on.
"""

TOPICS = """
# Languages of programming
Python | | Python 3, Python programming, Python-Programmierung
Java | | Java programming, Java-Programmierung, Java EE, Jakarta EE
JavaScript | | JS, ECMAScript
TypeScript | | TS
~C | | C programming, programming in C, Programmieren in C
C++ | | cpp, C plus plus
C# | | csharp, C sharp
.NET | | dotnet, dot net, ASP.NET, .NET Core
~Go | | golang, at Go, in Go, learning Go, Go programming, programming in Go
~Rust | | rustlang, at Rust, in Rust, learning Rust, Rust programming, programming in Rust
Ruby | | Ruby programming
Ruby on Rails | | ~Rails, ~RoR
PHP | | PHP programming
Kotlin | | Kotlin Multiplatform
~Swift | | SwiftUI, at Swift, in Swift, Swift programming, iOS-Programmierung mit Swift
Scala | | Scala programming
~R | | R programming, RStudio, statistics with R, Statistik mit R
Perl | |
Haskell | |
Elixir | |
Erlang | |
Clojure | |
~Julia | | Julia programming
COBOL | |
Fortran | |
Lua | |
Visual Basic for Applications | | VBA, Excel macros, Excel-Makros
MATLAB | |
Assembly language | Assembler | assembly programming
Shell scripting | Shell-Skripte | bash, shell scripts, bash scripting
PowerShell | |
SQL | | writing SQL queries, SQL-Abfragen
HTML and CSS | HTML und CSS | HTML, CSS, HTML/CSS, HTML5, CSS3
ABAP | |
Functional programming | Funktionale Programmierung | FP in software
Object-oriented programming | Objektorientierte Programmierung | OOP
# The web and apps
React | | React.js, ReactJS
React Native | |
Angular | |
AngularJS | |
Vue | | Vue.js, VueJS
Svelte | | SvelteKit
Next.js | | NextJS
~Node | | Node.js, NodeJS
~Express | | Express.js, ExpressJS
Django | |
~Flask | |
FastAPI | |
Spring Boot | | ~Spring, Spring Framework
Laravel | |
WordPress | |
Drupal | |
Frontend development | Frontend-Entwicklung | frontend, front end, front-end development, Front-End-Entwicklung
Backend development | Backend-Entwicklung | backend, back end, back-end development, Back-End-Entwicklung
Full-stack development | Full-Stack-Entwicklung | full stack, fullstack, fullstack development
Web development | Webentwicklung | web programming, building websites, Webseiten bauen
Mobile development | App-Entwicklung | mobile apps, app development, building apps, Apps entwickeln
Android development | Android-Entwicklung | Android
iOS development | iOS-Entwicklung | iOS
Flutter | |
GraphQL | |
REST APIs | REST-Schnittstellen | REST API, RESTful APIs, REST-APIs
API design | API-Design | designing APIs, Schnittstellen entwerfen, interface design for services
Web accessibility | Barrierefreiheit im Web | a11y, WCAG, barrierefreie Webseiten, accessible websites, accessibility,
  Barrierefreiheit
Search engine optimisation | Suchmaschinenoptimierung | SEO, search engine optimization
Web performance | Web-Performance | fast websites, schnelle Webseiten
# Software engineering
Software architecture | Softwarearchitektur | Software-Architektur, architecture of software
System design | Systementwurf | systems design, designing systems, Systemdesign
Microservices | | micro services, microservice architecture, Microservice-Architektur
Event-driven architecture | Ereignisgesteuerte Architektur | event-driven systems, EDA
Domain-driven design | Domänengetriebener Entwurf | DDD
Design patterns | Entwurfsmuster | software patterns
Clean code | Sauberer Code | readable code, lesbarer Code
Refactoring | | legacy code, Legacy-Code, Altsysteme modernisieren
Code review | Code-Review | code reviews, reviewing code, Code-Reviews
Pair programming | Paarprogrammierung | ~pairing, Pair-Programming
Test-driven development | Testgetriebene Entwicklung | TDD
Software testing | Softwaretests | testing software, Software testen, unit testing, Unit-Tests
Test automation | Testautomatisierung | automated testing, automatisierte Tests
Quality assurance | Qualitätssicherung | QA
Debugging | Fehlersuche in Software | finding bugs
Git | Versionsverwaltung mit Git | version control, GitHub, GitLab, Versionsverwaltung
Open source | | open-source software, Open-Source-Software, contributing to open source
Technical writing | Technisches Schreiben | technical documentation, technische Dokumentation, writing documentation
Performance tuning | Performance-Optimierung | performance engineering, profiling
Concurrency | Nebenläufigkeit | parallel programming, parallele Programmierung, multithreading
Distributed systems | Verteilte Systeme | distributed computing
Algorithms | Algorithmen | algorithms and data structures, Algorithmen und Datenstrukturen, data structures
Embedded systems | Eingebettete Systeme | embedded software, embedded development, firmware
Internet of Things | Internet der Dinge | IoT
Game development | Spieleentwicklung | game programming, Unity3D, Unreal Engine
Low code | Low-Code | no code, no-code, low-code platforms, Power Apps
Requirements engineering | Anforderungsmanagement | requirements analysis, Anforderungsanalyse, gathering requirements
# Running things
DevOps | |
Site reliability engineering | | SRE, reliability engineering
Cloud computing | | cloud, the cloud, Cloud-Technologien
Amazon Web Services | | AWS, Amazon Web Services (AWS)
Microsoft Azure | | Azure
Google Cloud | | GCP, Google Cloud Platform
Docker | | containers with Docker, Docker-Container
Kubernetes | | k8s, kube
~Helm | | Helm charts
Terraform | | OpenTofu
Infrastructure as code | Infrastruktur als Code | IaC
Ansible | |
Continuous integration and delivery | Kontinuierliche Integration und Auslieferung | CI/CD, CICD, continuous
  integration, continuous delivery, continuous deployment
Monitoring | Überwachung von Systemen | observability, Observability, Prometheus and Grafana, Grafana
Incident management | Störungsmanagement | incident response, on-call, Rufbereitschaft
Linux | | Linux administration, Linux-Administration, Unix
Windows Server | | Windows administration, Active Directory
Computer networks | Netzwerktechnik | computer networking, network administration, Netzwerkadministration, TCP/IP
Virtualisation | Virtualisierung | virtualization, VMware
IT support | IT-Support | help desk, service desk, Helpdesk, IT-Hilfe
IT service management | IT-Servicemanagement | ITIL, ITSM
Message queues | Nachrichtenwarteschlangen | message brokers, messaging systems
Apache Kafka | | Kafka
RabbitMQ | |
# Security and privacy
Information security | Informationssicherheit | IT security, IT-Sicherheit, cyber security, cybersecurity,
  Cybersicherheit, infosec
Application security | Anwendungssicherheit | appsec, secure coding, sichere Programmierung, OWASP
Penetration testing | Penetrationstests | pen testing, pentesting, ethical hacking
Cryptography | Kryptografie | Kryptographie, encryption, Verschlüsselung
Identity and access management | Identitäts- und Zugriffsverwaltung | IAM, single sign-on, SSO
Data protection | Datenschutz | privacy, data privacy, GDPR, DSGVO
ISO 27001 | | ISMS
# Data
Databases | Datenbanken | relational databases, database administration, Datenbankadministration
PostgreSQL | | Postgres
MySQL | | MariaDB
Microsoft SQL Server | | MS SQL, MSSQL, SQL Server
Oracle Database | Oracle-Datenbank | Oracle DB, PL/SQL
MongoDB | | Mongo
Redis | |
Elasticsearch | | Elastic Search, OpenSearch
NoSQL | | NoSQL databases, NoSQL-Datenbanken
Data modelling | Datenmodellierung | data modeling, modelling data
Data engineering | | data pipelines, Datenpipelines, ETL
Data warehousing | | data warehouse, DWH
Big data | | Apache Spark, Hadoop
Data analysis | Datenanalyse | data analytics, analysing data, analyzing data, Daten analysieren, Datenauswertung
Data science | Datenwissenschaft | Data-Science
Data visualisation | Datenvisualisierung | data visualization, dashboards, Dashboards bauen, visualising data
Business intelligence | | BI
Power BI | |
Tableau | |
Data governance | Daten-Governance | data quality, Datenqualität, master data, Stammdaten
Statistics | Statistik | statistical methods, statistische Methoden
A/B testing | A/B-Tests | AB testing, experiments online
Machine learning | Maschinelles Lernen | ML
Deep learning | | neural networks, neuronale Netze
Artificial intelligence | Künstliche Intelligenz | AI, KI, using AI, KI nutzen, AI tools, KI-Werkzeuge,
  working with AI assistants, AI assistants
Natural language processing | Sprachverarbeitung | NLP, language models, Sprachmodelle, LLM, LLMs, large language
  models
Prompt engineering | | prompting, writing prompts, Prompts schreiben
Computer vision | Maschinelles Sehen | image recognition, Bilderkennung
MLOps | |
pandas | | NumPy
Geographic information systems | Geoinformationssysteme | GIS, maps and geodata, Geodaten
# Tools of the office
Microsoft Excel | | ~Excel, MS Excel, at Excel, in Excel, with Excel, mit Excel, Excel formulas, Excel-Formeln,
  learning Excel, spreadsheets, pivot tables, Pivot-Tabellen, Tabellenkalkulation
Microsoft 365 | | Office 365, MS Office, Microsoft Office
Microsoft PowerPoint | | PowerPoint, slide decks, Foliensätze
SharePoint | |
Salesforce | |
SAP | | SAP ERP, S/4HANA, SAP S/4HANA
Jira | | Atlassian Jira
Confluence | |
Digital collaboration | Digitale Zusammenarbeit | working with Microsoft Teams, ~Slack, digital tools for teams
Process automation | Prozessautomatisierung | RPA, robotic process automation, automating workflows, Abläufe
  automatisieren
# Leading
Leadership | Führung | ~leading, leading others, leading people, people leadership, Mitarbeiterführung,
  Führungskompetenz, Menschen führen, Leitung
Team leadership | Teamführung | leading a team, leading teams, lead a team, team lead, Teamleitung, ein Team leiten,
  Team führen, team management, managing a team
First leadership role | Erste Führungsrolle | new manager, first-time manager, becoming a manager, neu als
  Führungskraft, neue Führungskraft
People management | Personalführung | managing people, line management, Führung von Mitarbeitenden
Leading remotely | Führen auf Distanz | remote leadership, leading remote teams, distributed teams, verteilte Teams
  führen, virtual teams
Technical leadership | Technische Führung | tech lead, technical lead, engineering leadership, technische Leitung
Engineering management | Leitung von Entwicklungsteams | engineering manager
Leading without authority | Laterale Führung | lateral leadership, Führen ohne Weisungsbefugnis, leading sideways
Strategic thinking | Strategisches Denken | strategy, Strategie, thinking strategically, strategisch denken
Corporate strategy | Unternehmensstrategie | business strategy, Geschäftsstrategie
Decision making | Entscheidungen treffen | making decisions, decision-making, Entscheidungsfindung
Delegation | Delegieren | delegating, delegating work, Aufgaben abgeben
Motivating people | Menschen motivieren | motivation, Motivation, motivating a team, Mitarbeitende motivieren
Performance reviews | Mitarbeitergespräche | appraisals, annual reviews, Jahresgespräche, one-on-ones, one to ones
Change management | Veränderungsmanagement | leading change, Wandel gestalten, managing change
Organisational development | Organisationsentwicklung | organizational development, organisation design,
  Organisationsdesign
Company culture | Unternehmenskultur | organisational culture, team culture, Teamkultur
Crisis management | Krisenmanagement | handling crises, Krisen bewältigen
Executive presence | Souveränes Auftreten | confident presence, Auftreten vor Vorständen
Board work | Gremienarbeit | supervisory boards, Aufsichtsrat, working with boards
Entrepreneurship | Unternehmertum | founding a company, start-ups, startups, Unternehmensgründung, Gründung
Innovation | Innovationsmanagement | innovation management, new ideas, Innovation fördern
Digital transformation | Digitale Transformation | digitalisation, digitalization, Digitalisierung
# Talking and listening
Communication | Kommunikation | communicating, communication skills, Kommunikationsfähigkeit, besser kommunizieren
Public speaking | Öffentlich sprechen | speaking in public, Reden halten, giving talks, Vorträge halten, Rhetorik,
  rhetoric
Presenting | Präsentieren | presentations, presentation skills, Präsentationen, giving presentations
Storytelling | Geschichten erzählen | telling stories, data storytelling
Active listening | Aktives Zuhören | listening, zuhören, listening well
Giving feedback | Feedback geben | feedback, Rückmeldung geben, giving and receiving feedback, constructive criticism
Receiving feedback | Feedback annehmen | taking feedback, mit Kritik umgehen, handling criticism
Difficult conversations | Schwierige Gespräche | hard conversations, tough conversations, Konfliktgespräche
Conflict resolution | Konfliktlösung | conflict management, Konfliktmanagement, conflicts, Konflikte lösen, resolving
  conflicts
Mediation | | mediating
Negotiation | Verhandeln | negotiating, negotiation skills, Verhandlungsführung, Verhandlungen führen
Persuasion | Überzeugen | influencing, influencing others, convincing others, andere überzeugen
Facilitation | Moderation | facilitating, facilitating workshops, Workshops moderieren, moderating, running workshops
Meeting culture | Besprechungskultur | running meetings, better meetings, Besprechungen leiten, Meetings leiten
Writing | Schreiben | business writing, writing well, gutes Schreiben, copy editing
Plain language | Einfache Sprache | plain English, Leichte Sprache
Stakeholder management | Umgang mit Anspruchsgruppen | stakeholders, Stakeholder-Management, managing stakeholders,
  working with stakeholders
Intercultural communication | Interkulturelle Kommunikation | intercultural skills, interkulturelle Kompetenz, working
  across cultures
Networking | Netzwerken | building a network, professional networking, berufliches Netzwerken, Kontakte knüpfen
Social media | Soziale Medien | LinkedIn, social networks
# Growing, oneself and others
Mentoring | | being a mentor, mentoring others, Mentoring geben
Coaching | | coaching others, andere coachen
Training and teaching | Schulen und Lehren | teaching, unterrichten, trainings geben, giving trainings, train the
  trainer
Onboarding | Einarbeitung | onboarding new people, Einarbeitung neuer Leute
Career planning | Karriereplanung | career development, Laufbahnplanung, career growth, Karriereentwicklung
Career change | Beruflicher Neustart | changing careers, Quereinstieg, Berufswechsel, changing jobs
Job applications | Bewerbungen | job interviews, Bewerbungsgespräche, CV writing, Lebenslauf
Time management | Zeitmanagement | managing time, Zeit einteilen, managing my time
Self-organisation | Selbstorganisation | self-organization, self management, Selbstmanagement, getting organised,
  productivity, Produktivität
Prioritising | Prioritäten setzen | prioritisation, prioritization, prioritizing, setting priorities, Priorisierung
~Focus | Konzentration | keeping focus, staying focused, deep work, concentrating, konzentriert arbeiten
Stress management | Stressbewältigung | handling stress, Umgang mit Stress, stress
Resilience | Resilienz | mental resilience, Widerstandskraft
Work-life balance | Vereinbarkeit von Beruf und Privatleben | work life balance, Work-Life-Balance, switching off
  after work
Mental health | Psychische Gesundheit | mental wellbeing, mentale Gesundheit, burnout, Burnout-Prävention
Parenthood and work | Elternschaft und Beruf | parental leave, Elternzeit, Vereinbarkeit von Familie und Beruf,
  returning from parental leave
Self-confidence | Selbstvertrauen | confidence, Selbstbewusstsein, self confidence, imposter syndrome, impostor
  syndrome, Hochstapler-Syndrom
Assertiveness | Durchsetzungsvermögen | saying no, Nein sagen, setting boundaries, Grenzen setzen
Emotional intelligence | Emotionale Intelligenz | empathy, Empathie, emotional awareness
Critical thinking | Kritisches Denken | thinking critically
Problem solving | Problemlösung | solving problems, Probleme lösen
Creativity | Kreativität | creative thinking, kreatives Denken
Learning to learn | Lernen lernen | learning methods, Lernmethoden, learning techniques
Knowledge sharing | Wissen teilen | knowledge management, Wissensmanagement
Sabbatical | Auszeit | taking a break from work
Retirement | Übergang in den Ruhestand | preparing for retirement, Ruhestand
# Projects and products
Project management | Projektmanagement | managing projects, Projekte leiten, Projektleitung, project lead, PMP,
  PRINCE2
Programme management | Programmmanagement | program management
Portfolio management | Portfoliomanagement | managing portfolios
Agile methods | Agile Methoden | agile, agile working, agiles Arbeiten, agile software development, agile
  Softwareentwicklung
Scrum | | Scrum Master, being a scrum master, Scrum einführen, working with Scrum
Kanban | |
Scaled agile | Skalierte Agilität | ~SAFe, ~LeSS, scaling agile
Lean management | Schlankes Management | ~lean, lean production, Kaizen, continuous improvement, kontinuierliche
  Verbesserung
Six Sigma | |
Objectives and key results | Ziele und Schlüsselergebnisse | OKR, OKRs, goal setting, Ziele setzen, setting goals
Risk management | Risikomanagement | managing risks, Risiken steuern
Product management | Produktmanagement | product manager, managing products
Product ownership | Product Ownership | product owner, being a product owner
Product discovery | Produktfindung | discovery with users
Business analysis | Geschäftsanalyse | business analyst, Business-Analyse
Process management | Prozessmanagement | business processes, Geschäftsprozesse, BPMN, process improvement
Quality management | Qualitätsmanagement | ISO 9001, QM
Estimating | Aufwand schätzen | estimation, Schätzen
# Design and research
Design thinking | |
User experience design | Gestaltung von Nutzungserlebnissen | UX, UX design, user experience, UX-Design
User interface design | Gestaltung von Oberflächen | UI, UI design, interface design, UI-Design
User research | Nutzerforschung | UX research, usability testing, Usability-Tests, interviewing users
Usability | Gebrauchstauglichkeit | user friendliness, Benutzerfreundlichkeit
Interaction design | Interaktionsdesign |
Service design | Servicedesign |
Graphic design | Grafikdesign | graphics, Grafik, Adobe Illustrator, InDesign
Typography | Typografie | Typographie
Illustration | | ~drawing, learning to draw, Zeichnen
Visual facilitation | Visualisieren | sketchnotes, graphic recording
Photography | Fotografie | taking photos, Photographie
Video production | Videoproduktion | video editing, Videoschnitt, filming
Figma | | Sketch and Figma
Adobe Photoshop | | Photoshop, image editing, Bildbearbeitung
Design systems | Designsysteme | design system
Prototyping | Prototypen bauen | prototypes
Computer-aided design | Rechnergestütztes Konstruieren | CAD, AutoCAD, SolidWorks
# Law, money, business
Law | ~Recht | rechtliche Fragen, legal matters, Rechtsfragen
Contract law | Vertragsrecht | contracts, Verträge, drafting contracts
Labour law | Arbeitsrecht | employment law, labor law
Corporate law | Gesellschaftsrecht | company law
Intellectual property | Geistiges Eigentum | IP law, patents, Patente, trademarks, Markenrecht, copyright,
  Urheberrecht
Compliance | Regelkonformität | regulatory compliance, Compliance-Management
Public procurement | Öffentliche Vergabe | tenders, Ausschreibungen, Vergaberecht
Public administration | Öffentliche Verwaltung | Verwaltung
Finance | Finanzen | corporate finance, finances, Finanzwesen
Accounting | Buchhaltung | bookkeeping, Buchführung, Rechnungswesen
Controlling | | management accounting, Unternehmenssteuerung
Budgeting | Budgetplanung | budgets, Budgetierung, budget planning, Budgets planen
Financial analysis | Finanzanalyse | financial modelling, financial modeling, reading balance sheets, Bilanzen lesen
Taxes | ~Steuern | Steuererklärung, Steuerfragen, tax, tax law, Steuerrecht
Auditing | Wirtschaftsprüfung | internal audit, ~Revision, audits
Investing | Geldanlage | investments, Investieren, asset management
Insurance | Versicherungswesen | Versicherungen
Banking | Bankwesen | Bankgeschäft
Pricing | Preisgestaltung | setting prices, Preise festlegen
Business models | Geschäftsmodelle | business model, business planning, business plan
Mergers and acquisitions | Fusionen und Übernahmen | M&A
Purchasing | Einkauf | procurement, Beschaffung, strategic sourcing
Supply chain management | Lieferkettenmanagement | supply chain, Lieferkette, Supply-Chain-Management
Logistics | Logistik | warehousing, Lagerhaltung
Real estate | Immobilien | property management, Immobilienverwaltung
# Customers
Sales | Vertrieb | selling, Verkauf, verkaufen, B2B sales
Key account management | Betreuung von Schlüsselkunden | key accounts, Großkundenbetreuung
Customer service | Kundenservice | customer support, Kundenbetreuung, Kundendienst
Customer success | Kundenerfolg |
Customer relationship management | Kundenbeziehungsmanagement | CRM
Consulting | Beratung | advising clients, Kunden beraten, management consulting, Unternehmensberatung
Marketing | |
Online marketing | Online-Marketing | digital marketing, digitales Marketing, performance marketing
Content marketing | Content-Marketing | content strategy, Content-Strategie
Brand management | Markenführung | branding, brands, Marken
Public relations | Öffentlichkeitsarbeit | PR work, press relations, Pressearbeit, media relations
Internal communications | Interne Kommunikation | internal communication
Market research | Marktforschung | surveys, Umfragen
E-commerce | E-Commerce | online shops, ecommerce, Onlinehandel
Event management | Veranstaltungsmanagement | organising events, organizing events, Veranstaltungen organisieren
Fundraising | Spenden gewinnen | raising funds
# People and society
Human resources | Personalwesen | HR, people operations, Personalarbeit, Personalabteilung
Recruiting | Personalgewinnung | recruitment, hiring, Personalauswahl, interviewing candidates, Bewerber auswählen
Employer branding | Arbeitgebermarke | employer brand
Learning and development | Personalentwicklung | L&D, people development, professional development programmes
Compensation | Vergütung | salaries, Gehälter, ~pay, benefits and pay
Salary negotiation | Gehaltsverhandlung | negotiating salary, Gehalt verhandeln
Works council | Betriebsrat | co-determination, Mitbestimmung, Betriebsratsarbeit
Diversity and inclusion | Vielfalt und Inklusion | diversity, DEI, Diversität, inclusion, Inklusion, diversity equity
  and inclusion
Women in leadership | Frauen in Führung | female leadership, Frauen in Führungspositionen
Generations at work | Generationen im Arbeitsleben | generation Z, working across generations, Gen Z
Sustainability | Nachhaltigkeit | ESG, climate protection at work, CSR, sustainable business
Energy management | Energiemanagement | energy efficiency, Energieeffizienz, renewable energy, erneuerbare Energien
Occupational safety | Arbeitssicherheit | work safety, Arbeitsschutz, health and safety
Ethics | Ethik | business ethics, Wirtschaftsethik, ethical questions
Volunteering | Ehrenamt | voluntary work, ehrenamtliche Arbeit
Remote work | Arbeiten auf Distanz | working from home, Homeoffice, home office, hybrid work, mobiles Arbeiten
# Languages, science, making
English | Englisch | business English, speaking English, Englisch sprechen
German | Deutsch | business German, speaking German, Deutsch sprechen, Deutsch lernen
French | Französisch | speaking French, Französisch lernen
Spanish | Spanisch | speaking Spanish, Spanisch lernen
Italian | Italienisch |
Chinese | Chinesisch | Mandarin
Japanese | Japanisch |
Sign language | Gebärdensprache |
Translation | Übersetzen | translating, Dolmetschen, interpreting between languages
Scientific writing | Wissenschaftliches Schreiben | academic writing, writing papers
Research methods | Forschungsmethoden | research, Forschung
Mechanical engineering | Maschinenbau |
Electrical engineering | Elektrotechnik |
Civil engineering | Bauingenieurwesen |
Production planning | Produktionsplanung | manufacturing, Fertigung, ~production
Robotics | Robotik | robots, Roboter
Automation technology | Automatisierungstechnik | PLC, SPS-Programmierung
Maintenance | Instandhaltung | Wartung
~Chemistry | Chemie |
Biotechnology | Biotechnologie | biotech
Medicine | Medizin | healthcare, Gesundheitswesen
Nursing | Pflege | care work
"""
