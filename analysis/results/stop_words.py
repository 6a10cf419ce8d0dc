"""Small words that say nothing of what a text is about, in Swedish and English."""

SWEDISH = """
aldrig all alla allt alltid alltså andra annan annat att av bara blev bli blir blivit både
båda börja då de dem den denna deras dess dessa det detta dig din dina dit ditt där därför du efter
eftersom ej eller en er era ert ett fick fram från få får fått för före genom gick ge ger gjorde
gjort gör göra gå går ha hade han hans har hela helt henne hennes här hit hon honom hos hur i
ibland icke in inga ingen inget innan inom inte ja jag ju just kan kanske kom komma kommer
kommit kunde kunna kunnat kvar lite liten man med mellan men mer mest mig min mina mindre mitt mot
mycket många måste ni nog nu nya nytt någon något några när nästan nej och också om oss på redan
sade sa samma sedan sen ser sig sin sina sitt ska skall skulle så sådan sådana sådant säga säger
som står till tills tog trots två tycker under upp ut utan vad var vara varför varit varje vars
vart vem vems vi vid vilka vilken vilket vill ville väl vår våra vårt även än ändå är åt över
"""
ENGLISH = """
a about after again all also always am an and any are as at be because been before being but by can
could did do does done for from get got had has have he her here him his how i if in into is it its
just like me more most much my never no not now of off on one only or other our out over own said
same she should so some such than that the their them then there these they this those to too under
until up us very was we were what when where which while who why will with would yes you your
"""
#: In small letters.
STOP_WORDS = frozenset((SWEDISH + ENGLISH).split())
