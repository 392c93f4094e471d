"""Common first and last names, by region. Put together at random they are nobody's: `names.py` does that."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """`Novák/Nováková` in `last`: the two forms of one name, the second after a woman's first name."""

    women: str
    men: str
    last: str


REGIONS = {
    "arabic": Region(
        women="Dalia, Farah, Hanan, Layla, Mariam, Nour, Rania, Salma, Yasmin",
        men="Amir, Bilal, Hassan, Karim, Nabil, Omar, Rami, Samir, Tarek, Youssef",
        last="Abboud, Bennani, Darwish, Fakhoury, Haddad, Khalil, Mansour, Najjar, Saleh, Sayegh, Trabelsi",
    ),
    "balkan": Region(
        women="Ana, Dunja, Ivana, Jelena, Katarina, Maja, Milica, Sanja, Tijana",
        men="Aleksandar, Bojan, Filip, Goran, Marko, Miloš, Nemanja, Stefan, Vuk",
        last=(
            "Babić, Ilić, Jovanović, Knežević, Kovačević, Marić, Nikolić, Pavlović, Savić, Stanković, Vuković, Zorić"
        ),
    ),
    "baltic": Region(
        women="Agnė, Elīna, Ieva, Liga, Rūta",
        men="Andris, Jonas, Mantas, Mārtiņš, Tomas",
        last="Adomavicius, Balsys, Vilks, Zake",
    ),
    "bengali": Region(
        women="Anika, Farzana, Nusrat, Sharmin, Tania",
        men="Arif, Imran, Mahmud, Rafiq, Tanvir",
        last="Chowdhury, Haque, Islam, Rahman, Sarker, Uddin",
    ),
    "bulgarian": Region(
        women="Desislava, Elena, Gergana, Mila, Radka",
        men="Boris, Georgi, Kaloyan, Nikolay, Plamen",
        last=(
            "Angelov/Angelova, Dimitrov/Dimitrova, Iliev/Ilieva, Marinov/Marinova, Todorov/Todorova, Vasilev/Vasileva"
        ),
    ),
    "chinese": Region(
        women="Huimin, Jiayi, Lin, Mei, Peishan, Wen, Xiu, Ying",
        men="Bo, Chen, Hao, Jun, Kai, Ming, Weijie, Zhiwei",
        last="Chan, Cheng, Guo, Huang, Lai, Lim, Lin, Liu, Tan, Tsai, Wang, Wu, Xu, Zhou",
    ),
    "czech": Region(
        women="Alena, Barbora, Eliška, Hana, Lenka, Lucie, Markéta, Petra, Tereza, Zuzana",
        men="Adam, David, Jakub, Jiří, Lukáš, Martin, Michal, Ondřej, Tomáš, Vojtěch",
        last=(
            "Beneš/Benešová, Doležal/Doležalová, Fiala/Fialová, Hájek/Hájková, Horák/Horáková, "
            "Kolář/Kolářová, Krejčí, Kučera/Kučerová, Marek/Marková, Pokorný/Pokorná, Šimek/Šimková, "
            "Urban/Urbanová, Vaněk/Vaňková, Zeman/Zemanová"
        ),
    ),
    "dutch": Region(
        women="Anouk, Eva, Femke, Fleur, Ilse, Lotte, Marloes, Nienke, Roos, Sanne",
        men="Bas, Bram, Daan, Jeroen, Joost, Koen, Lars, Maarten, Pieter, Sander, Thijs, Wouter",
        last=(
            "Bakker, Boer, Brouwer, de Groot, de Wit, Dekker, Hendriks, Jacobs, Kuipers, Maes, Mulder, "
            "Peeters, Postma, Smeets, van Dam, van der Laan, van Leeuwen, Verbeek, Vermeulen, Visser, Willems"
        ),
    ),
    "english": Region(
        women=(
            "Abigail, Alice, Amelia, Beth, Charlotte, Claire, Daisy, Eleanor, Emily, Erin, Faith, Gemma, "
            "Grace, Hannah, Heather, Holly, Isla, Jasmine, Joanna, Julia, Kate, Laura, Leah, Lucy, Megan, "
            "Molly, Naomi, Olivia, Paige, Rachel, Rebecca, Robin, Rosie, Sarah, Sophie, Tessa, Victoria, Zoe"
        ),
        men=(
            "Aaron, Adam, Andrew, Ben, Caleb, Cameron, Charlie, Connor, Daniel, Dylan, Edward, Elliot, Ethan, "
            "Evan, Felix, Finn, Gareth, George, Henry, Ian, Isaac, Jack, Jamie, Joel, Jonathan, Joshua, Kyle, "
            "Liam, Logan, Marcus, Matthew, Nathan, Oliver, Owen, Patrick, Peter, Robin, Ryan, Samuel, Scott, "
            "Simon, Theo, Toby, Wesley"
        ),
        last=(
            "Abbott, Adler, Alden, Arden, Ashby, Atkins, Barnaby, Barrett, Bennett, Bissett, Bowden, Bradley, "
            "Brennan, Burnell, Carlisle, Carrick, Chapman, Clarke, Colter, Conway, Crawford, Dalton, Denham, "
            "Denby, Dixon, Donovan, Doyle, Drummond, Ellery, Fallon, Fletcher, Forsyth, Garrick, Garner, "
            "Gibbs, Grant, Gentry, Grainger, Halloran, Harding, Harper, Hathorn, Hollis, Hughes, Ingram, "
            "Jarvis, Keating, Lawson, Lowther, MacLeod, Marsh, Mercer, Moreland, Moffat, Naylor, Norris, "
            "O'Hara, Osgood, Paxton, Parrish, Pearce, Porter, Quigley, Redfern, Rhodes, Rowe, Sawyer, Shaw, "
            "Sinclair, Slater, Stanhope, Sutton, Thornton, Tucker, Underwood, Wexford, Warren, Weaver, Webb, "
            "Whitaker, Winters, Wyatt"
        ),
    ),
    "ethiopian": Region(
        women="Hiwot, Selam",
        men="Dawit, Yohannes",
        last="Abebe, Tesfaye",
    ),
    "filipino": Region(
        women="Angelica, Divina, Liezel, Maricel, Rowena",
        men="Arnel, Dennis, Jericho, Paolo, Rodel",
        last="Bautista, Dizon, Manalo, Mercado, Santos, Villanueva",
    ),
    "finnish": Region(
        women="Aino, Eeva, Johanna, Riikka, Sari",
        men="Antti, Janne, Mikko, Teemu, Ville",
        last="Heikkinen, Koskinen, Laine, Lehtonen, Nieminen, Salonen",
    ),
    "french": Region(
        women="Amandine, Aurélie, Camille, Chloé, Élodie, Inès, Julie, Léa, Manon, Margaux, Mathilde, Pauline",
        men=("Adrien, Antoine, Baptiste, Clément, Étienne, Guillaume, Hugo, Julien, Mathieu, Nicolas, Rémi, Théo"),
        last=(
            "Bertrand, Blanchard, Chevalier, Dumont, Fontaine, Gauthier, Girard, Lacroix, Lambert, Lefèvre, "
            "Lemaire, Marchand, Mercier, Moreau, Perrin, Renard, Robin, Rousseau, Vidal"
        ),
    ),
    "georgian": Region(
        women="Mariam, Nino, Tamar",
        men="Davit, Giorgi, Levan",
        last="Beridze, Gelashvili, Kapanadze, Lomidze",
    ),
    "german": Region(
        women=(
            "Anja, Annika, Antonia, Birgit, Carolin, Christina, Elena, Eva, Franziska, Hannah, Heike, Ines, "
            "Jana, Johanna, Julia, Katharina, Kerstin, Lea, Lena, Lisa, Marie, Melanie, Miriam, Nadine, "
            "Sabine, Sandra, Sarah, Silke, Svenja, Theresa"
        ),
        men=(
            "Alexander, Andreas, Bastian, Benedikt, Christian, Daniel, David, Dominik, Fabian, Felix, "
            "Florian, Georg, Hannes, Henrik, Jan, Johannes, Jonas, Jörg, Konstantin, Lukas, Marcel, Markus, "
            "Matthias, Moritz, Niklas, Oliver, Philipp, Ralf, Sebastian, Simon, Stefan, Tim, Tobias, Ulrich, "
            "Uwe"
        ),
        last=(
            "Albrecht, Arnold, Bauer, Baumann, Becker, Berger, Böhm, Brinkmann, Busch, Dietrich, Ebner, "
            "Engel, Finke, Frei, Frey, Fuchs, Graf, Gruber, Haas, Hartmann, Heinrich, Hoffmann, Huber, Jäger, "
            "Keller, Kern, Kolb, Köhler, Kraus, Krüger, Kuhn, Lang, Lehmann, Leitner, Lorenz, Maurer, Meier, "
            "Moser, Neumann, Ott, Pfeiffer, Pichler, Reiter, Richter, Roth, Sander, Schäfer, Schmid, "
            "Schreiber, Seidel, Sommer, Steiner, Thoma, Vollmer, Wächter, Weiß, Wenger, Winter, Wolf, "
            "Zimmermann"
        ),
    ),
    "greek": Region(
        women="Danae, Eleni, Katerina, Sofia",
        men="Giorgos, Kostas, Nikos, Yannis",
        last="Alexiou, Dimitriou, Georgiou, Karras/Karra, Nikolaidis/Nikolaidi, Pappas/Pappa",
    ),
    "hebrew": Region(
        women="Maya, Noa, Shira, Tamar",
        men="Amit, Eitan, Itai, Yonatan",
        last="Azoulay, Friedman, Levi, Mizrahi, Peretz, Shapira",
    ),
    "hungarian": Region(
        women="Dóra, Eszter, Judit, Katalin, Réka",
        men="Balázs, Bence, Gábor, Márton, Zsolt",
        last="Balogh, Farkas, Fekete, Juhász, Kiss, Lakatos, Molnár, Németh, Szabó, Varga",
    ),
    "indian": Region(
        women=(
            "Aditi, Ananya, Anjali, Deepa, Divya, Gayatri, Ishita, Kavya, Lakshmi, Meera, Neha, Pooja, Priya, "
            "Shreya, Swati"
        ),
        men=(
            "Aditya, Ajay, Anand, Arjun, Ashwin, Karthik, Kunal, Manish, Nikhil, Pranav, Rahul, Rohan, "
            "Sandeep, Suresh, Varun"
        ),
        last=(
            "Agarwal, Bhat, Chandra, Deshpande, Ghosh, Iyer, Jadhav, Kamath, Kulkarni, Malhotra, Mathur, "
            "Menon, Mishra, Nair, Patel, Pillai, Rao, Raghavan, Saxena, Shah, Shenoy, Srinivasan, "
            "Subramanian, Verma"
        ),
    ),
    "italian": Region(
        women="Alessia, Beatrice, Chiara, Elisa, Federica, Giulia, Ilaria, Martina, Sara, Silvia, Valentina",
        men=("Alessandro, Andrea, Davide, Fabio, Francesco, Giacomo, Lorenzo, Luca, Matteo, Riccardo, Simone, Tommaso"),
        last=(
            "Barbieri, Basile, Bianchi, Caruso, Colombo, De Luca, Esposito, Fabbri, Ferrari, Gallo, Grassi, "
            "Greco, Leone, Longo, Marchetti, Moretti, Pellegrini, Rinaldi, Russo, Sartori, Testa, Villa"
        ),
    ),
    "japanese": Region(
        women="Ayumi, Haruka, Naoko, Yuki",
        men="Daichi, Kenta, Ryo, Takumi",
        last="Fujita, Hayashi, Ito, Matsuda, Nakamura, Ueda",
    ),
    "korean": Region(
        women="Ji-woo, Min-seo, Soo-jin",
        men="Hyun-woo, Jun-ho, Min-jae",
        last="Choi, Han, Jung, Lim, Seo",
    ),
    "malagasy": Region(
        women="Hanitra, Voahangy",
        men="Hery, Tovo",
        last="Rakoto, Randria",
    ),
    "malay": Region(
        women="Aisyah, Dewi, Nurul, Putri",
        men="Adi, Budi, Faisal, Hafiz",
        last="Abdullah, Hidayat, Ismail, Rahman, Wijaya",
    ),
    "nepali": Region(
        women="Anjali, Sabina, Sunita",
        men="Bikash, Prakash, Suman",
        last="Gurung, Karki, Shrestha, Thapa",
    ),
    "nigerian": Region(
        women="Adaeze, Chiamaka, Folake, Ngozi, Simisola, Temitope",
        men="Babajide, Chidi, Emeka, Kelechi, Obinna, Tunde",
        last="Adebayo, Adeyemi, Balogun, Eze, Nwosu, Okafor, Okonkwo, Olawale",
    ),
    "nordic": Region(
        women="Astrid, Elin, Freja, Ida, Ingrid, Karin, Maja, Sigrid, Signe, Solveig",
        men="Anders, Axel, Emil, Erik, Gustav, Henrik, Jonas, Kristian, Leif, Magnus, Nils, Oskar",
        last=(
            "Andersen, Berg, Bergström, Dahl, Eklund, Hagen, Hansen, Holm, Jensen, Johansen, Larsen, Lind, "
            "Lindqvist, Lund, Nilsson, Nyström, Sandberg, Solberg, Sørensen, Strand, Svensson, Wallin"
        ),
    ),
    "persian": Region(
        women="Mina, Parisa, Roya, Shirin",
        men="Arash, Kaveh, Mehdi, Reza",
        last="Ahmadi, Farahani, Karimi, Moradi, Sadeghi, Tehrani",
    ),
    "polish": Region(
        women="Agnieszka, Alicja, Ewa, Joanna, Kinga, Magdalena, Natalia, Zofia",
        men="Bartosz, Grzegorz, Kacper, Krzysztof, Łukasz, Maciej, Marek, Piotr, Wojciech",
        last=(
            "Bąk, Dudek, Duda, Górski/Górska, Kaczmarek, Kamiński/Kamińska, Krawczyk, Mazur, Nowak, Pawlak, "
            "Sikora, Wieczorek, Zając"
        ),
    ),
    "portuguese": Region(
        women="Beatriz, Carolina, Inês, Joana, Larissa, Mariana, Rita, Sofia, Tatiana, Vanessa",
        men="André, Bruno, Diogo, Eduardo, Felipe, Gustavo, João, Leonardo, Rafael, Rodrigo, Tiago, Vitor",
        last=(
            "Alencar, Azevedo, Barbosa, Cardoso, Carvalho, Correia, Fonseca, Lopes, Machado, Martins, "
            "Moreira, Nogueira, Pinto, Ribeiro, Rocha, Teixeira, Vieira"
        ),
    ),
    "romanian": Region(
        women="Alexandra, Andreea, Ioana, Mihaela, Raluca",
        men="Adrian, Bogdan, Cristian, Mihai, Radu",
        last="Dumitru, Florea, Ionescu, Marin, Munteanu, Popa, Rusu, Stan, Toma",
    ),
    "russian": Region(
        women="Anastasia, Daria, Irina, Olga, Polina",
        men="Alexei, Dmitry, Ilya, Kirill, Maxim, Pavel",
        last=(
            "Belov/Belova, Egorov/Egorova, Golubev/Golubeva, Lebedev/Lebedeva, Melnikov/Melnikova, "
            "Ozerov/Ozerova, Sedov/Sedova"
        ),
    ),
    "southern_african": Region(
        women="Chipo, Lerato, Thandiwe, Zanele",
        men="Sipho, Tafara, Tendai, Themba",
        last="Banda, Dlamini, Khumalo, Moyo, Ndlovu, Nkosi",
    ),
    "spanish": Region(
        women=(
            "Alba, Ana, Camila, Carmen, Daniela, Elena, Gabriela, Irene, Isabel, Lucía, María, Marta, Paula, "
            "Sofía, Valeria"
        ),
        men=(
            "Alejandro, Álvaro, Andrés, Carlos, Diego, Emilio, Fernando, Gonzalo, Javier, Joaquín, Luis, "
            "Manuel, Mateo, Miguel, Pablo, Santiago, Sergio, Tomás"
        ),
        last=(
            "Aguilar, Álvarez, Benítez, Cárdenas, Castillo, Dueñas, Domínguez, Espinoza, Figueroa, Gil, "
            "Guerrero, Heredia, Ibáñez, Jiménez, Marín, Medina, Molina, Moreno, Narváez, Ortega, Peña, "
            "Quiroga, Robles, Reyes, Rojas, Roldán, Serrano, Soto, Tapia, Valdivia, Vega"
        ),
    ),
    "sri_lankan": Region(
        women="Dilani, Nadeesha, Tharushi",
        men="Chamara, Kasun, Ruwan",
        last="Fernando, Jayasuriya, Perera, Silva, Wickrama",
    ),
    "turkish": Region(
        women="Aylin, Ceren, Deniz, Ebru, Elif, Gizem, Zeynep",
        men="Burak, Cem, Deniz, Emre, Hakan, Kerem, Murat, Onur",
        last="Acar, Aksoy, Aydemir, Bulut, Çelik, Doğan, Güneş, Kaplan, Kurt, Öztürk, Polat, Şahin, Yaman",
    ),
    "ugandan": Region(
        women="Akello, Nakato",
        men="Kato, Okello",
        last="Mukasa, Nsubuga",
    ),
    "ukrainian": Region(
        women="Daryna, Iryna, Kateryna, Mariia, Oksana, Olena, Sofiia, Yuliia",
        men="Andrii, Bohdan, Dmytro, Ihor, Maksym, Oleksii, Roman, Serhii, Taras, Vitalii",
        last=(
            "Bondar, Boyko, Demchenko, Hrytsenko, Kovalenko, Kravets, Lysenko, Marchuk, Myronenko, Moroz, "
            "Oliinyk, Panchenko, Polishchuk, Savchuk, Tkachenko, Vlasenko"
        ),
    ),
    "urdu": Region(
        women="Ayesha, Fatima, Hina, Sana, Zainab",
        men="Ahmed, Bilal, Hamza, Salman, Usman",
        last="Ahmad, Baig, Butt, Malik, Mirza, Qureshi, Siddiqui",
    ),
    "vietnamese": Region(
        women="Hoa, Lan, Linh, Mai, Thao",
        men="Duc, Hieu, Long, Minh, Tuan",
        last="Bui, Dang, Do, Hoang, Huynh, Pham, Vu",
    ),
}
