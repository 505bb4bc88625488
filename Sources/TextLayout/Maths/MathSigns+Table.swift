// Made by Tests/TextLayoutTests/Data/make_signs.py.

extension MathSigns {
  /// Of each sign: command, character, class (r b l o ( ) ,) and what it is called, in the order of the commands.
  // swift-format-ignore
  static let table: StaticString = """
    APLboxquestion ⍰ o boxed question mark
    APLboxupcaret ⍓ o boxed up caret
    APLnotbackslash ⍀ o apl functional symbol backslash bar
    APLnotslash ⌿ r solidus bar through
    Angstrom Å o angstrom capital a ring
    Barv ⫧ r short down tack with overbar
    Box ◻ o white medium square
    Bumpeq ≎ r bumpy equals
    Cap ⋒ b double intersection
    Colon ∷ r two colons
    Coloneq ⩴ r double colon equal
    Cup ⋓ b double union
    DDownarrow ⟱ r downwards quadruple arrow
    DashV ⫥ r double vertical bar double left turnstile
    DashVDash ⟚ r left and right double turnstile
    Dashv ⫤ r vertical bar double left turnstile
    Ddownarrow ⤋ r downwards triple arrow
    Diamond ◊ o lozenge or total mark
    Doteq ≑ r equals even dots
    Downarrow ⇓ r down double arrow
    Equiv ≣ r strict equivalence
    Eulerconst ℇ o euler constant
    Exclam ‼ o double exclamation mark
    Finv Ⅎ o turned capital f
    Game ⅁ o turned sans-serif capital g
    Gt ⪢ r double nested greater-than
    Hermaphrodite ⚥ o male and female sign
    Im ℑ o imaginary part
    Join ⨝ l join
    LLeftarrow ⭅ r leftwards quadruple arrow
    Lbrbrak ⟬ ( mathematical left white tortoise shell bracket
    Ldsh ↲ r left down angled arrow
    Leftarrow ⇐ r is implied by
    Leftrightarrow ⇔ r left and right double arrow
    Lleftarrow ⇚ r left triple arrow
    Longleftarrow ⟸ r long leftwards double arrow
    Longleftrightarrow ⟺ r long left right double arrow
    Longmapsfrom ⟽ r long leftwards double arrow from bar
    Longmapsto ⟾ r long rightwards double arrow from bar
    Longrightarrow ⟹ r long rightwards double arrow
    Lparengtr ⦕ ( double left arc greater-than bracket
    Lsh ↰ r
    Lt ⪡ r double nested less-than
    Lvzigzag ⧚ ( left double wiggly fence
    Mapsfrom ⤆ r leftwards double arrow from bar
    Mapsto ⤇ r rightwards double arrow from bar
    Nearrow ⇗ r ne pointing double arrow
    Not ⫬ r double stroke not sign
    Nwarrow ⇖ r nw pointing double arrow
    Otimes ⨷ b multiplication sign in double circle
    Planckconst ℎ o planck constant
    Prec ⪻ r double precedes
    PropertyLine ⅊ o property line
    QED ∎ o end of proof
    Question ⁇ o double question mark
    RRightarrow ⭆ r rightwards quadruple arrow
    Rbrbrak ⟭ ) mathematical right white tortoise shell bracket
    Rdsh ↳ r right down angled arrow
    Re ℜ o real part
    Rightarrow ⇒ r implies
    Rparenless ⦖ ) double right arc less-than bracket
    Rrightarrow ⇛ r right triple arrow
    Rsh ↱ r
    Rvzigzag ⧛ ) right double wiggly fence
    S § o section symbol
    Searrow ⇘ r se pointing double arrow
    Sqcap ⩎ b double square intersection
    Sqcup ⩏ b double square union
    Subset ⋐ r double subset
    Succ ⪼ r double succeeds
    Supset ⋑ r double superset
    Swarrow ⇙ r sw pointing double arrow
    UUparrow ⟰ r upwards quadruple arrow
    Uparrow ⇑ r up double arrow
    Updownarrow ⇕ r up and down double arrow
    Uuparrow ⤊ r upwards triple arrow
    VDash ⊫ r double vert double dash
    Vbar ⫫ r double up tack
    Vdash ⊩ r double vertical dash
    Vee ⩔ b double logical or
    Vert ‖ o double vertical bar
    Vvdash ⊪ r triple vertical dash
    Vvert ⦀ o triple vertical bar delimiter
    Wedge ⩓ b double logical and
    Yup ⅄ o turned sans-serif capital y
    Zbar Ƶ o impedance
    accurrent ⏦ o ac current
    acidfree ♾ o permanent paper sign
    acwcirclearrow ⥀ r anticlockwise closed circle arrow
    acwgapcirclearrow ⟲ r anticlockwise gapped circle arrow
    acwleftarcarrow ⤹ r left-side arc anticlockwise arrow
    acwopencirclearrow ↺ o anticlockwise open circle arrow
    acwoverarcarrow ⤺ r top arc anticlockwise arrow
    acwunderarcarrow ⤻ r bottom arc anticlockwise arrow
    adots ⋰ r three dots ascending
    aleph ℵ o aleph hebrew
    amalg ⨿ b amalgamation or coproduct
    angdnr ⦟ o acute angle
    angle ∠ o angle
    angles ⦞ o angle with s inside
    angleubar ⦤ o angle with underbar
    approx ≈ r approximate
    approxeq ≊ r approximate equals
    approxeqq ⩰ r approximately equal or equal to
    approxident ≋ r approximately identical to
    arabichad 𞻱 l arabic mathematical operator hah with dal
    arabicmaj 𞻰 l arabic mathematical operator meem with hah with tatweel
    arceq ≘ r arc equals
    assert ⊦ r assertion
    ast ∗ b centered asterisk
    asteq ⩮ r equals with asterisk
    astrosun ☉ o sun
    asymp ≍ r asymptotically equal to
    awint ⨑ l anticlockwise integration
    bNot ⫭ r reversed double stroke not sign
    backcong ≌ r all equal to
    backdprime ‶ o double reverse prime not superscripted
    backepsilon ∍ r contains
    backprime ‵ o reverse prime not superscripted
    backsim ∽ r reverse similar
    backsimeq ⋍ r reverse similar equals
    backslash ∖ b small set minus
    backtrprime ‷ o triple reverse prime not superscripted
    bagmember ⋿ r z notation bag membership
    barV ⫪ r double down tack
    barcap ⩃ b intersection with overbar
    barcup ⩂ b union with overbar
    bardownharpoonleft ⥡ r downwards harpoon with barb left from bar
    bardownharpoonright ⥝ r downwards harpoon with barb right from bar
    barleftarrow ⇤ r leftwards arrow to bar
    barleftarrowrightarrowbar ↹ o leftwards arrow to bar over rightwards arrow to bar
    barleftharpoondown ⥖ r leftwards harpoon with barb down to bar
    barleftharpoonup ⥒ r leftwards harpoon with barb up to bar
    barovernorthwestarrow ↸ o north west arrow to long bar
    barrightarrowdiamond ⤠ r rightwards arrow from bar to black diamond
    barrightharpoondown ⥟ r rightwards harpoon with barb down from bar
    barrightharpoonup ⥛ r rightwards harpoon with barb up from bar
    baruparrow ⤒ r upwards arrow to bar
    barupharpoonleft ⥘ r upwards harpoon with barb left to bar
    barupharpoonright ⥔ r upwards harpoon with barb right to bar
    barvee ⊽ b bar vee
    barwedge ⊼ b bar wedge
    bbrktbrk ⎶ o bottom square bracket over top square bracket
    bdtriplevdash ┆ o doubly broken vert
    because ∵ o because
    benzenr ⏣ o benzene ring with circle
    beth ℶ o beth hebrew
    between ≬ r between
    bigblacktriangledown ▼ o big down triangle filled
    bigblacktriangleup ▲ o black up-pointing triangle
    bigbot ⟘ l large up tack
    bigcap ⋂ l intersection operator
    bigcirc ◯ o large circle
    bigcup ⋃ l union operator
    bigcupdot ⨃ l n-ary union operator with dot
    biginterleave ⫼ l large triple vertical bar operator
    bigodot ⨀ l n-ary circled dot operator
    bigoplus ⨁ l n-ary circled plus operator
    bigotimes ⨂ l n-ary circled times operator
    bigslopedvee ⩗ b sloping large or
    bigslopedwedge ⩘ b sloping large and
    bigsqcap ⨅ l n-ary square intersection operator
    bigsqcup ⨆ l n-ary square union operator
    bigstar ★ o star filled
    bigtalloblong ⫿ l n-ary white vertical bar
    bigtimes ⨉ l n-ary times operator
    bigtop ⟙ l large down tack
    bigtriangledown ▽ o big down triangle open
    bigtriangleleft ⨞ l large left triangle operator
    bigtriangleup △ b big up triangle open
    biguplus ⨄ l n-ary union operator with plus
    bigvee ⋁ l logical or operator
    bigwedge ⋀ l logical and operator
    bigwhitestar ☆ o star open
    blackcircledownarrow ⧭ o black circle with down arrow
    blackcircledrightdot ⚈ o black circle with white dot right
    blackcircledtwodots ⚉ o black circle with two white dots
    blackcircleulquadwhite ◕ o circle with all but upper left quadrant black
    blackdiamonddownarrow ⧪ o black diamond with down arrow
    blackhourglass ⧗ b black hourglass
    blackinwhitediamond ◈ o white diamond containing black small diamond
    blackinwhitesquare ▣ o white square containing black small square
    blacklefthalfcircle ◖ o left half black circle
    blacklozenge ⧫ b black lozenge
    blackpointerleft ◄ o black left-pointing pointer
    blackpointerright ► o black right-pointing pointer
    blackrighthalfcircle ◗ o right half black circle
    blacksmiley ☻ o black smiling face
    blacksquare ◼ o black medium square
    blacktriangle ▴ o up triangle filled
    blacktriangledown ▾ o down triangle filled
    blacktriangleleft ◀ o left triangle filled
    blacktriangleright ▶ o right triangle filled
    blanksymbol ␢ o blank symbol
    blkhorzoval ⬬ o black horizontal ellipse
    blkvertoval ⬮ o black vertical ellipse
    blockfull █ o full block
    blockhalfshaded ▒ o 50\\% shaded block
    blocklefthalf ▌ o left half block
    blocklowhalf ▄ o lower half block
    blockqtrshaded ░ o 25\\% shaded block
    blockrighthalf ▐ o right half block
    blockthreeqtrshaded ▓ o 75\\% shaded block
    blockuphalf ▀ o upper half block
    bot ⊥ o bottom
    botsemicircle ◡ o lower half circle
    bowtie ⋈ r bowtie
    boxast ⧆ b squared asterisk
    boxbar ◫ b vertical bar in box
    boxbox ⧈ b squared square
    boxbslash ⧅ b squared falling diagonal slash
    boxcircle ⧇ b squared small circle
    boxdiag ⧄ b squared rising diagonal slash
    boxdot ⊡ b small dot in box
    boxminus ⊟ b minus sign in box
    boxonbox ⧉ o two joined squares
    boxplus ⊞ b plus sign in box
    boxtimes ⊠ b multiply sign in box
    bsimilarleftarrow ⭁ r reverse tilde operator above leftwards arrow
    bsimilarrightarrow ⭇ r reverse tilde operator above rightwards arrow
    bsolhsub ⟈ r reverse solidus preceding subset
    btimes ⨲ b semidirect product with bottom closed
    bullet ∙ b bullet operator
    bullseye ◎ o bullseye
    bumpeq ≏ r bumpy equals equals
    bumpeqq ⪮ r equals sign with bumpy above
    cap ∩ b intersection
    capbarcup ⩉ b intersection above bar above union
    capdot ⩀ b intersection with dot
    capovercup ⩇ b intersection above union
    capwedge ⩄ b intersection with logical and
    caretinsert ‸ o caret
    carriagereturn ↵ o downwards arrow with corner leftward = carriage return
    ccwundercurvearrow ⤿ r lower left semicircular anticlockwise arrow
    cdot ⋅ b small middle dot
    cdotp · b middle dot
    cdots ⋯ o three dots centered
    centerdot ⋅ b small middle dot
    checkmark ✓ o tick check mark
    cirE ⧃ o circle with two horizontal strokes to the right
    cirbot ⟟ r up tack with circle above
    circ ∘ b composite function
    circeq ≗ r circle equals
    circlearrowleft ↺ o anticlockwise open circle arrow
    circlearrowright ↻ o clockwise open circle arrow
    circlebottomhalfblack ◒ o circle filled bottom half
    circledast ⊛ b asterisk in circle
    circledbullet ⦿ o circled bullet
    circledcirc ⊚ b small circle in circle
    circleddash ⊝ b hyphen in circle
    circledequal ⊜ b equal in circle
    circledownarrow ⧬ o white circle with down arrow
    circledparallel ⦷ b circled parallel
    circledrightdot ⚆ o white circle with dot right
    circledstar ✪ o circled white star
    circledtwodots ⚇ o white circle with two dots
    circledvert ⦶ b circled vertical bar
    circledwhitebullet ⦾ o circled white bullet
    circlehbar ⦵ b circle with horizontal bar
    circlelefthalfblack ◐ o circle filled left half [harvey ball]
    circlellquad ◵ o white circle with lower left quadrant
    circlelrquad ◶ o white circle with lower right quadrant
    circleonleftarrow ⬰ r left arrow with small circle
    circleonrightarrow ⇴ r right arrow with small circle
    circlerighthalfblack ◑ o circle filled right half
    circletophalfblack ◓ o circle filled top half
    circleulquad ◴ o white circle with upper left quadrant
    circleurquad ◷ o white circle with upper right quadrant
    circleurquadblack ◔ o circle with upper right quadrant black
    circlevertfill ◍ o circle with vertical fill
    cirfnint ⨐ l circulation function
    cirmid ⫯ r vertical line with circle above
    cirscir ⧂ o circle with small circle to the right
    closedvarcap ⩍ b closed intersection with serifs
    closedvarcup ⩌ b closed union with serifs
    closedvarcupsmashprod ⩐ b closed union with serifs and smash product
    closure ⁐ r close up
    clubsuit ♣ o club suit symbol
    coloneq ≔ r colon equals
    commaminus ⨩ b minus sign with comma above
    complement ∁ o complement sign
    concavediamond ⟡ b white concave-sided diamond
    concavediamondtickleft ⟢ b white concave-sided diamond with leftwards tick
    concavediamondtickright ⟣ b white concave-sided diamond with rightwards tick
    cong ≅ r congruent with
    congdot ⩭ r congruent with dot above
    conictaper ⌲ o conical taper
    conjquant ⨇ l two logical and operator
    coprod ∐ l coproduct operator
    csub ⫏ r closed subset
    csube ⫑ r closed subset or equal to
    csup ⫐ r closed superset
    csupe ⫒ r closed superset or equal to
    cuberoot ∛ ( cube root
    cup ∪ b union or logical sum
    cupbarcap ⩈ b union above bar above intersection
    cupdot ⊍ b union with dot
    cupleftarrow ⊌ b multiset
    cupovercap ⩆ b union above intersection
    cupvee ⩅ b union with logical or
    curlyeqprec ⋞ r curly equals precedes
    curlyeqsucc ⋟ r curly equals succeeds
    curlyvee ⋎ b curly logical or
    curlywedge ⋏ b curly logical and
    curvearrowleft ↶ r left curved arrow
    curvearrowleftplus ⤽ r top arc anticlockwise arrow with plus
    curvearrowright ↷ r right curved arrow
    curvearrowrightminus ⤼ r top arc clockwise arrow with minus
    cwcirclearrow ⥁ r clockwise closed circle arrow
    cwgapcirclearrow ⟳ r clockwise gapped circle arrow
    cwopencirclearrow ↻ o clockwise open circle arrow
    cwrightarcarrow ⤸ r right-side arc clockwise arrow
    cwundercurvearrow ⤾ r lower right semicircular clockwise arrow
    dagger † b dagger relation
    daleth ℸ o daleth hebrew
    danger ☡ o dangerous bend
    dashV ⫣ r double vertical bar left turnstile
    dashVdash ⟛ r left and right tack
    dashcolon ∹ r excess
    dashleftarrow ⇠ o leftwards dashed arrow
    dashleftharpoondown ⥫ r leftwards harpoon with barb down below long dash
    dashrightarrow ⇢ o rightwards dashed arrow
    dashrightharpoondown ⥭ r rightwards harpoon with barb down below long dash
    dashv ⊣ r dash vertical
    dbkarrow ⤏ r rightwards triple dash arrow
    ddagger ‡ b double dagger relation
    ddots ⋱ r three dots descending
    ddotseq ⩷ r equals sign with two dots above and two dots below
    diameter ⌀ o diameter sign
    diamond ⋄ b white diamond
    diamondbotblack ⬙ o diamond with bottom half black
    diamondcdot ⟐ o white diamond with centred dot
    diamondleftarrow ⤝ r leftwards arrow to black diamond
    diamondleftarrowbar ⤟ r leftwards arrow from bar to black diamond
    diamondleftblack ⬖ o diamond with left half black
    diamondrightblack ⬗ o diamond with right half black
    diamondsuit ♢ o diamond suit symbol
    diamondtopblack ⬘ o diamond with top half black
    dicei ⚀ o die face-1
    diceii ⚁ o die face-2
    diceiii ⚂ o die face-3
    diceiv ⚃ o die face-4
    dicev ⚄ o die face-5
    dicevi ⚅ o die face-6
    dingasterisk ✽ o heavy teardrop-spoked asterisk
    disin ⋲ r element of with long horizontal stroke
    disjquant ⨈ l two logical or operator
    div ÷ b divide sign
    divideontimes ⋇ b division on times
    divslash ∕ b division slash
    doteq ≐ r equals single dot above
    doteqdot ≑ r equals even dots
    dotequiv ⩧ r identical with dot above
    dotminus ∸ b minus sign dot above
    dotplus ∔ b plus sign dot above
    dotsb ⋯ o three dots centered
    dotsc … o ellipsis
    dotsi ⋯ o three dots centered
    dotsim ⩪ r tilde operator with dot above
    dotsm ⋯ o three dots centered
    dotsminusdots ∺ r minus with four dots geometric properties
    dotso … o ellipsis
    dottedcircle ◌ o dotted circle
    dottedsquare ⬚ o dotted square
    dottimes ⨰ b multiplication sign with dot above
    doublebarvee ⩢ b logical or with double overbar
    doublebarwedge ⩞ b logical and with double overbar
    doublecap ⋒ b double intersection
    doublecup ⋓ b double union
    doubleplus ⧺ b double plus
    downarrow ↓ r downward arrow
    downarrowbar ⤓ r downwards arrow to bar
    downarrowbarred ⤈ r downwards arrow with horizontal stroke
    downdasharrow ⇣ o downwards dashed arrow
    downdownarrows ⇊ r two down arrows
    downfishtail ⥿ r down fish tail
    downharpoonleft ⇃ r down harpoon-left
    downharpoonleftbar ⥙ r downwards harpoon with barb left to bar
    downharpoonright ⇂ r down harpoon-right
    downharpoonrightbar ⥕ r downwards harpoon with barb right to bar
    downharpoonsleftright ⥥ r downwards harpoon with barb left beside downwards harpoon with barb right
    downrightcurvedarrow ⤵ o arrow pointing rightwards then curving downwards
    downtriangleleftblack ⧨ o down-pointing triangle with left half black
    downtrianglerightblack ⧩ o down-pointing triangle with right half black
    downuparrows ⇵ r downwards arrow leftwards of upwards arrow
    downupharpoonsleftright ⥯ r downwards harpoon with barb left beside upwards harpoon with barb right
    downwhitearrow ⇩ o downwards white arrow
    downzigzagarrow ↯ r downwards zigzag arrow
    dprime ″ o double prime or second not superscripted
    draftingarrow ➛ o right arrow with bold head
    drbkarrow ⤐ r rightwards two-headed triple dash arrow
    dsol ⧶ b solidus with overbar
    dsub ⩤ b z notation domain antirestriction
    dualmap ⧟ r double-ended multimap
    egsdot ⪘ r slanted equal to or greater-than with dot inside
    eighthnote ♪ o eighth note
    elinters ⏧ o electrical intersection
    ell ℓ o cursive small l
    elsdot ⪗ r slanted equal to or less-than with dot inside
    emptyset ∅ o circle slash
    emptysetoarr ⦳ o empty set with right arrow above
    emptysetoarrl ⦴ o empty set with left arrow above
    emptysetobar ⦱ o empty set with overbar
    emptysetocirc ⦲ o empty set with small circle above
    enclosecircle ⃝ o combining enclosing circle
    enclosediamond ⃟ o combining enclosing diamond
    enclosesquare ⃞ o combining enclosing square
    enclosetriangle ⃤ o combining enclosing upward pointing triangle
    enleadertwodots ‥ o double baseline dot
    eparsl ⧣ r equals sign and slanted parallel
    eqcirc ≖ r circle on equals sign
    eqcolon ≕ r equals colon
    eqdef ≝ r equals by definition
    eqdot ⩦ r equals sign with dot below
    eqeq ⩵ r two consecutive equals signs
    eqeqeq ⩶ r three consecutive equals signs
    eqgtr ⋝ r equal-or-greater
    eqless ⋜ r equal-or-less
    eqqgtr ⪚ r double-line equal to or greater-than
    eqqless ⪙ r double-line equal to or less-than
    eqqplus ⩱ b equals sign above plus sign
    eqqsim ⩳ r equals sign above tilde operator
    eqqslantgtr ⪜ r double-line slanted equal to or greater-than
    eqqslantless ⪛ r double-line slanted equal to or less-than
    eqsim ≂ r equals similar
    eqslantgtr ⪖ r slanted equal to or greater-than
    eqslantless ⪕ r slanted equal to or less-than
    equalleftarrow ⭀ r equals sign above leftwards arrow
    equalparallel ⋕ r parallel equal
    equalrightarrow ⥱ r equals sign above rightwards arrow
    equiv ≡ r identical with
    equivDD ⩸ r equivalent with four dots above
    equivVert ⩨ r triple horizontal bar with double vertical stroke
    equivVvert ⩩ r triple horizontal bar with triple vertical stroke
    eqvparsl ⧥ r identical to and slanted parallel
    errbarblackcircle ⧳ o error-barred black circle
    errbarblackdiamond ⧱ o error-barred black diamond
    errbarblacksquare ⧯ o error-barred black square
    errbarcircle ⧲ o error-barred white circle
    errbardiamond ⧰ o error-barred white diamond
    errbarsquare ⧮ o error-barred white square
    eth ð o eth
    euro € o euro sign
    exists ∃ o at least one exists
    fallingdotseq ≒ r equals falling dots
    fbowtie ⧓ r black bowtie
    fcmp ⨾ b z notation relational composition
    fdiagovnearrow ⤯ o falling diagonal crossing north east arrow
    fdiagovrdiag ⤬ o falling diagonal crossing rising diagonal
    female ♀ o venus female
    fint ⨏ l integral average with slash
    fisheye ◉ o fisheye
    flat ♭ o musical flat
    fltns ⏥ o flatness
    forall ∀ o for all
    forks ⫝̸ r forking
    forksnot ⫝ r nonforking
    forkv ⫙ r element of opening downwards
    fourthroot ∜ ( fourth root
    fourvdots ⦙ o dotted fence
    fracslash ⁄ b fraction slash
    frown ⌢ r down curve
    fullouterjoin ⟗ l full outer join
    ge ≥ r greater-than-or-equal
    geq ≥ r greater-than-or-equal
    geqq ≧ r greater double equals
    geqqslant ⫺ r double-line slanted greater-than or equal to
    geqslant ⩾ r greater-than or slanted equal to
    gescc ⪩ r greater-than closed by curve above slanted equal
    gesdot ⪀ r greater-than or slanted equal to with dot inside
    gesdoto ⪂ r greater-than or slanted equal to with dot above
    gesdotol ⪄ r greater-than or slanted equal to with dot above left
    gesles ⪔ r greater-than above slanted equal above less-than above slanted equal
    gets ← r leftward arrow
    gg ≫ r much greater than type 2
    ggg ⋙ r triple greater-than
    gggnest ⫸ r stacked very much greater-than
    gggtr ⋙ r triple greater-than
    gimel ℷ o gimel hebrew
    glE ⪒ r greater-than above less-than above double-line equal
    gla ⪥ r greater-than beside less-than
    gleichstark ⧦ r gleich stark
    glj ⪤ r greater-than overlapping less-than
    gnapprox ⪊ r greater-than and not approximate
    gneq ⪈ r greater-than and single-line not equal to
    gneqq ≩ r greater not double equals
    gnsim ⋧ r greater not similar
    gsime ⪎ r greater-than above similar or equal
    gsiml ⪐ r greater-than above similar above less-than
    gtcc ⪧ r greater-than closed by curve
    gtcir ⩺ r greater-than with circle inside
    gtlpar ⦠ o spherical angle opening left
    gtquest ⩼ r greater-than with question mark above
    gtrapprox ⪆ r greater-than or approximate
    gtrarr ⥸ r greater-than above rightwards arrow
    gtrdot ⋗ r greater than with dot
    gtreqless ⋛ r greater equals less
    gtreqqless ⪌ r greater-than above double-line equal above less-than
    gtrless ≷ r greater less
    gtrsim ≳ r greater similar
    gvertneqq ≩ r greater not double equals
    harrowextender ⎯ o horizontal line extension
    hatapprox ⩯ r almost equal to with circumflex accent
    hbar ℏ o variant planck's over 2pi
    heartsuit ♡ o heart suit symbol
    hermitmatrix ⊹ o hermitian conjugate matrix
    hexagon ⎔ o horizontal benzene ring [hexagon flat open]
    hexagonblack ⬣ o horizontal black hexagon
    hknearrow ⤤ r north east arrow with hook
    hknwarrow ⤣ r north west arrow with hook
    hksearrow ⤥ r south east arrow with hook
    hkswarrow ⤦ r south west arrow with hook
    hookleftarrow ↩ r left arrow-hooked
    hookrightarrow ↪ r right arrow-hooked
    horizbar ― o horizontal bar
    hourglass ⧖ b white hourglass
    house ⌂ o house
    hrectangle ▭ o horizontal rectangle open
    hrectangleblack ▬ o black rectangle
    hslash ℏ o variant planck's over 2pi
    hyphenbullet ⁃ o rectangle filled
    hzigzag 〰 o zigzag
    iiiint ⨌ l quadruple integral operator
    iiint ∭ l triple integral operator
    iinfin ⧜ o incomplete infinity
    iint ∬ l double integral operator
    imageof ⊷ r image of
    imath 𝚤 o mathematical italic small dotless i
    in ∈ r set membership variant
    increment ∆ o laplacian
    infty ∞ o infinity
    int ∫ l integral operator
    intBar ⨎ l integral with double stroke
    intbar ⨍ l finite part integral
    intbottom ⌡ o bottom half integral
    intcap ⨙ l integral with intersection
    intclockwise ∱ l clockwise integral
    intcup ⨚ l integral with union
    intercal ⊺ b intercal
    interleave ⫴ b triple vertical bar binary relation
    intextender ⎮ o integral extension
    intlarhk ⨗ l integral with leftwards arrow with hook
    intop ∫ l integral operator
    intprod ⨼ b interior product
    intprodr ⨽ b righthand interior product
    inttop ⌠ o top half integral
    intx ⨘ l integral with times sign
    inversebullet ◘ o inverse bullet
    inversewhitecircle ◙ o inverse white circle
    invlazys ∾ b most positive [inverted lazy s]
    invnot ⌐ o reverse not
    invwhitelowerhalfcircle ◛ o lower half inverse white circle
    invwhiteupperhalfcircle ◚ o upper half inverse white circle
    isinE ⋹ r element of with two horizontal strokes
    isindot ⋵ r element of with dot above
    isinobar ⋷ r small element of with overbar
    isins ⋴ r small element of with vertical bar at end of horizontal stroke
    isinvb ⋸ r element of with underbar
    jmath 𝚥 o mathematical italic small dotless j
    kernelcontraction ∻ r homothetic
    lAngle ⟪ ( mathematical left double angle bracket
    lBrace ⦃ ( left white curly bracket
    lBrack ⟦ ( mathematical left white square bracket
    lParen ⦅ ( left white parenthesis
    land ∧ b logical and
    langle ⟨ ( mathematical left angle bracket
    langledot ⦑ ( left angle bracket with dot
    laplac ⧠ o square with contoured outline
    lat ⪫ r larger than
    late ⪭ r larger than or equal to
    lbag ⟅ ( left s-shaped bag delimiter
    lblkbrbrak ⦗ ( left black tortoise shell bracket
    lbracelend ⎩ o left curly bracket lower hook
    lbracemid ⎨ o left curly bracket middle piece
    lbraceuend ⎧ o left curly bracket upper hook
    lbrackextender ⎢ o left square bracket extension
    lbracklend ⎣ o left square bracket lower corner
    lbracklltick ⦏ ( left square bracket with tick in bottom corner
    lbrackubar ⦋ ( left square bracket with underbar
    lbrackuend ⎡ o left square bracket upper corner
    lbrackultick ⦍ ( left square bracket with tick in top corner
    lbrbrak ❲ ( light left tortoise shell bracket ornament
    lceil ⌈ ( left ceiling
    lcurvyangle ⧼ ( left pointing curved angle bracket
    ldots … o ellipsis
    le ≤ r less-than-or-equal
    leadsto ⇝ r rightwards squiggle arrow
    leftarrow ← r leftward arrow
    leftarrowapprox ⭊ r leftwards arrow above almost equal to
    leftarrowbackapprox ⭂ r leftwards arrow above reverse almost equal to
    leftarrowbsimilar ⭋ r leftwards arrow above reverse tilde operator
    leftarrowless ⥷ r leftwards arrow through less-than
    leftarrowonoplus ⬲ r left arrow with circled plus
    leftarrowplus ⥆ r leftwards arrow with plus below
    leftarrowshortrightarrow ⥃ r leftwards arrow above short rightwards arrow
    leftarrowsimilar ⥳ r leftwards arrow above tilde operator
    leftarrowsubset ⥺ r leftwards arrow through subset
    leftarrowtail ↢ r left arrow-tailed
    leftarrowtriangle ⇽ r leftwards open-headed arrow
    leftarrowx ⬾ r leftwards arrow through x
    leftbkarrow ⤌ r leftwards double dash arrow
    leftcurvedarrow ⬿ r wave arrow pointing directly left
    leftdasharrow ⇠ o leftwards dashed arrow
    leftdbkarrow ⤎ r leftwards triple dash arrow
    leftdbltail ⤛ r leftwards double arrow-tail
    leftdotarrow ⬸ r leftwards arrow with dotted stem
    leftdowncurvedarrow ⤶ r arrow pointing downwards then curving leftwards
    leftfishtail ⥼ r left fish tail
    leftharpoondown ↽ r left harpoon-down
    leftharpoondownbar ⥞ r leftwards harpoon with barb down from bar
    leftharpoonsupdown ⥢ r leftwards harpoon with barb up above leftwards harpoon with barb down
    leftharpoonup ↼ r left harpoon-up
    leftharpoonupbar ⥚ r leftwards harpoon with barb up from bar
    leftharpoonupdash ⥪ r leftwards harpoon with barb up above long dash
    leftleftarrows ⇇ r two left arrows
    leftmoon ☾ o last quarter moon
    leftouterjoin ⟕ l left outer join
    leftrightarrow ↔ r left and right arrow
    leftrightarrowcircle ⥈ r left right arrow through small circle
    leftrightarrows ⇆ r left arrow over right arrow
    leftrightarrowtriangle ⇿ r left right open-headed arrow
    leftrightharpoondowndown ⥐ r left barb down right barb down harpoon
    leftrightharpoondownup ⥋ r left barb down right barb up harpoon
    leftrightharpoons ⇋ r left harpoon over right
    leftrightharpoonsdown ⥧ r leftwards harpoon with barb down above rightwards harpoon with barb down
    leftrightharpoonsup ⥦ r leftwards harpoon with barb up above rightwards harpoon with barb up
    leftrightharpoonupdown ⥊ r left barb up right barb down harpoon
    leftrightharpoonupup ⥎ r left barb up right barb up harpoon
    leftrightsquigarrow ↭ r left and right arr-wavy
    leftsquigarrow ⇜ r leftwards squiggle arrow
    lefttail ⤙ r leftwards arrow-tail
    leftthreearrows ⬱ r three leftwards arrows
    leftthreetimes ⋋ b left semidirect product
    leftwavearrow ↜ r left arrow-wavy
    leftwhitearrow ⇦ o leftwards white arrow
    leq ≤ r less-than-or-equal
    leqq ≦ r less double equals
    leqqslant ⫹ r double-line slanted less-than or equal to
    leqslant ⩽ r less-than or slanted equal to
    lescc ⪨ r less-than closed by curve above slanted equal
    lesdot ⩿ r less-than or slanted equal to with dot inside
    lesdoto ⪁ r less-than or slanted equal to with dot above
    lesdotor ⪃ r less-than or slanted equal to with dot above right
    lesges ⪓ r less-than above slanted equal above greater-than above slanted equal
    lessapprox ⪅ r less-than or approximate
    lessdot ⋖ r less than with dot
    lesseqgtr ⋚ r less equals greater
    lesseqqgtr ⪋ r less-than above double-line equal above greater-than
    lessgtr ≶ r less greater
    lesssim ≲ r less similar
    lfbowtie ⧑ r left black bowtie
    lfloor ⌊ ( left floor
    lftimes ⧔ r left black times
    lgE ⪑ r less-than above greater-than above double-line equal
    lgblkcircle ⬤ o black large circle
    lgblksquare ⬛ o black large square
    lgroup ⟮ ( mathematical left flattened parenthesis
    lgwhtcircle ◯ o large circle
    lgwhtsquare ⬜ o white large square
    lhd ⊲ r left triangle open variant
    linefeed ↴ o rightwards arrow with corner downwards
    ll ≪ r much less than type 2
    llangle ⦉ ( z notation left binding bracket
    llarc ◟ o lower left quadrant circular arc
    llblacktriangle ◣ o lower left triangle filled
    llcorner ⌞ ( lower left corner
    lll ⋘ r triple less-than
    llless ⋘ r triple less-than
    lllnest ⫷ r stacked very much less-than
    llparenthesis ⦇ ( z notation left image bracket
    lltriangle ◺ o lower left triangle
    lmoustache ⎰ ( upper left or lower right curly bracket section
    lnapprox ⪉ r less-than and not approximate
    lneq ⪇ r less-than and single-line not equal to
    lneqq ≨ r less not double equals
    lnot ¬ o not sign
    lnsim ⋦ r less not similar
    longdashv ⟞ r long right tack
    longdivision ⟌ ( long division
    longleftarrow ⟵ r long leftwards arrow
    longleftrightarrow ⟷ r long left right arrow
    longleftsquigarrow ⬳ r long leftwards squiggle arrow
    longmapsfrom ⟻ r long leftwards arrow from bar
    longmapsto ⟼ r long rightwards arrow from bar
    longrightarrow ⟶ r long rightwards arrow
    longrightsquigarrow ⟿ r long rightwards squiggle arrow
    looparrowleft ↫ r left arrow-looped
    looparrowright ↬ r right arrow-looped
    lor ∨ b logical or
    lowint ⨜ l integral with underbar
    lozenge ◊ o lozenge or total mark
    lozengeminus ⟠ b lozenge divided by horizontal rule
    lparenextender ⎜ o left parenthesis extension
    lparenlend ⎝ o left parenthesis lower hook
    lparenless ⦓ ( left arc less-than bracket
    lparenuend ⎛ o left parenthesis upper hook
    lrarc ◞ o lower right quadrant circular arc
    lrblacktriangle ◢ o lower right triangle filled
    lrcorner ⌟ ) lower right corner
    lrtriangle ◿ o lower right triangle
    lrtriangleeq ⧡ r increases as
    lsime ⪍ r less-than above similar or equal
    lsimg ⪏ r less-than above similar above greater-than
    lsqhook ⫍ r square left open box operator
    ltcc ⪦ r less-than closed by curve
    ltcir ⩹ r less-than with circle inside
    ltimes ⋉ b times sign left closed
    ltlarr ⥶ r less-than above leftwards arrow
    ltquest ⩻ r less-than with question mark above
    ltrivb ⧏ r left triangle beside vertical bar
    lvboxline ⎸ o left vertical box line
    lvertneqq ≨ r less not double equals
    lvzigzag ⧘ ( left wiggly fence
    male ♂ o mars male
    maltese ✠ o maltese cross
    mapsdown ↧ r maps to downward
    mapsfrom ↤ r maps to leftward
    mapsto ↦ r maps to rightward
    mapsup ↥ r maps to upward
    matheth ð o eth
    mathhyphen ‐ o hyphen
    mathparagraph ¶ o paragraph symbol
    mathratio ∶ r ratio
    mathsection § o section symbol
    mathsterling £ o pound sign
    mathvisiblespace ␣ o open box
    mathyen ¥ o yen sign
    mdblkcircle ⚫ o medium black circle
    mdblkdiamond ⬥ o black medium diamond
    mdblklozenge ⬧ o black medium lozenge
    mdblksquare ◼ o black medium square
    mdlgblkcircle ● o circle filled
    mdlgblkdiamond ◆ o black diamond
    mdlgblklozenge ⧫ b black lozenge
    mdlgblksquare ■ o square filled
    mdlgwhtcircle ○ b medium large circle
    mdlgwhtdiamond ◇ o white diamond
    mdlgwhtlozenge ◊ o lozenge or total mark
    mdlgwhtsquare □ o square open
    mdsmblkcircle ⦁ o z notation spot
    mdsmblksquare ◾ o black medium small square
    mdsmwhtcircle ⚬ o medium small white circle
    mdsmwhtsquare ◽ o white medium small square
    mdwhtcircle ⚪ o medium white circle
    mdwhtdiamond ⬦ o white medium diamond
    mdwhtlozenge ⬨ o white medium lozenge
    mdwhtsquare ◻ o white medium square
    measangledltosw ⦯ o measured angle with open arm ending in arrow pointing left and down
    measangledrtose ⦮ o measured angle with open arm ending in arrow pointing right and down
    measangleldtosw ⦫ o measured angle with open arm ending in arrow pointing down and left
    measanglelutonw ⦩ o measured angle with open arm ending in arrow pointing up and left
    measanglerdtose ⦪ o measured angle with open arm ending in arrow pointing down and right
    measanglerutone ⦨ o measured angle with open arm ending in arrow pointing up and right
    measangleultonw ⦭ o measured angle with open arm ending in arrow pointing left and up
    measangleurtone ⦬ o measured angle with open arm ending in arrow pointing right and up
    measeq ≞ r measured by
    measuredangle ∡ o angle-measured
    measuredangleleft ⦛ o measured angle opening left
    measuredrightangle ⊾ o right angle-measured [with arc]
    medblackstar ⭑ o black medium star
    medwhitestar ⭐ o white medium star
    mho ℧ o conductance
    mid ∣ r
    midbarvee ⩝ b logical or with horizontal dash
    midbarwedge ⩜ b ogical and with horizontal dash
    midcir ⫰ r vertical line with circle below
    minus − b minus sign
    minusdot ⨪ b minus sign with dot below
    minusfdots ⨫ b minus sign with falling dots
    minusrdots ⨬ b minus sign with rising dots
    mlcp ⫛ r transversal intersection
    models ⊧ r models
    modtwosum ⨊ l modulo two sum
    mp ∓ b minus-or-plus sign
    multimap ⊸ r
    multimapinv ⟜ r left multimap
    nHdownarrow ⇟ o downwards arrow with double stroke
    nHuparrow ⇞ o upwards arrow with double stroke
    nLeftarrow ⇍ r not implied by
    nLeftrightarrow ⇎ r not left and right double arrows
    nRightarrow ⇏ r not implies
    nVDash ⊯ r not double vert double dash
    nVdash ⊮ r not double vertical dash
    nVleftarrow ⇺ r leftwards arrow with double vertical stroke
    nVleftarrowtail ⬺ r leftwards arrow with tail with double vertical stroke
    nVleftrightarrow ⇼ r left right arrow with double vertical stroke
    nVrightarrow ⇻ r rightwards arrow with double vertical stroke
    nVrightarrowtail ⤕ r rightwards arrow with tail with double vertical stroke
    nVtwoheadleftarrow ⬵ r leftwards two-headed arrow with double vertical stroke
    nVtwoheadleftarrowtail ⬽ r leftwards two-headed arrow with tail with double vertical stroke
    nVtwoheadrightarrow ⤁ r rightwards two-headed arrow with double vertical stroke
    nVtwoheadrightarrowtail ⤘ r rightwards two-headed arrow with tail with double vertical stroke
    nabla ∇ o nabla del hamilton operator
    napprox ≉ r not approximate
    nasymp ≭ r not asymptotically equal to
    natural ♮ o music natural
    ncong ≇ r not congruent with
    ne ≠ r not equal
    nearrow ↗ r ne pointing arrow
    neg ¬ o not sign
    neovnwarrow ⤱ o north east arrow crossing north west arrow
    neovsearrow ⤮ o north east arrow crossing south east arrow
    neq ≠ r not equal
    nequiv ≢ r not identical with
    neswarrow ⤢ r north east and south west arrow
    neuter ⚲ o neuter
    nexists ∄ o negated exists
    ngeq ≱ r not greater-than-or-equal
    ngeqq ≱ r not greater-than-or-equal
    ngeqslant ⪈ r greater-than and single-line not equal to
    ngtr ≯ r not greater-than
    ngtrless ≹ r not greater less
    ngtrsim ≵ r not greater similar
    nhVvert ⫵ b triple vertical bar with horizontal stroke
    nhpar ⫲ r parallel with horizontal stroke
    ni ∋ r contains variant
    niobar ⋾ r small contains with overbar
    nis ⋼ r small contains with vertical bar at end of horizontal stroke
    nisd ⋺ r contains with long horizontal stroke
    nleftarrow ↚ r not left arrow
    nleftrightarrow ↮ r not left and right arrow
    nleq ≰ r not less-than-or-equal
    nleqq ≰ r not less-than-or-equal
    nleqslant ⪇ r less-than and single-line not equal to
    nless ≮ r not less-than
    nlessgtr ≸ r not less greater
    nlesssim ≴ r not less similar
    nmid ∤ r negated mid
    nni ∌ r negated contains variant
    notChar ⧸ l big solidus
    notin ∉ r negated set membership
    nparallel ∦ r not parallel
    npolint ⨔ l line integration not including the pole
    nprec ⊀ r not precedes
    npreccurlyeq ⋠ r not precedes curly equals
    npreceq ⋠ r not precedes curly equals
    nrightarrow ↛ r not right arrow
    nshortmid ∤ r negated mid
    nshortparallel ∦ r not parallel
    nsim ≁ r not similar
    nsime ≄ r not similar equals
    nsimeq ≄ r not similar equals
    nsqsubseteq ⋢ r not square subset equals
    nsqsupseteq ⋣ r not square superset equals
    nsubset ⊄ r not subset variant [slash negation]
    nsubseteq ⊈ r not subset equals
    nsubseteqq ⊈ r not subset equals
    nsucc ⊁ r not succeeds
    nsucccurlyeq ⋡ r not succeeds curly equals
    nsucceq ⋡ r not succeeds curly equals
    nsupset ⊅ r not superset variant [slash negation]
    nsupseteq ⊉ r not superset equals
    nsupseteqq ⊉ r not superset equals
    ntriangleleft ⋪ r not left triangle
    ntrianglelefteq ⋬ r not left triangle equals
    ntriangleright ⋫ r not right triangle
    ntrianglerighteq ⋭ r not right triangle equals
    nvDash ⊭ r not vertical double dash
    nvLeftarrow ⤂ r leftwards double arrow with vertical stroke
    nvLeftrightarrow ⤄ r left right double arrow with vertical stroke
    nvRightarrow ⤃ r rightwards double arrow with vertical stroke
    nvartriangleleft ⋪ r not left triangle
    nvartriangleright ⋫ r not right triangle
    nvdash ⊬ r not vertical dash
    nvinfty ⧞ o infinity negated with vertical bar
    nvleftarrow ⇷ r leftwards arrow with vertical stroke
    nvleftarrowtail ⬹ r leftwards arrow with tail with vertical stroke
    nvleftrightarrow ⇹ r left right arrow with vertical stroke
    nvrightarrow ⇸ r rightwards arrow with vertical stroke
    nvrightarrowtail ⤔ r rightwards arrow with tail with vertical stroke
    nvtwoheadleftarrow ⬴ r leftwards two-headed arrow with vertical stroke
    nvtwoheadleftarrowtail ⬼ r leftwards two-headed arrow with tail with vertical stroke
    nvtwoheadrightarrow ⤀ r rightwards two-headed arrow with vertical stroke
    nvtwoheadrightarrowtail ⤗ r rightwards two-headed arrow with tail with vertical stroke
    nwarrow ↖ r nw pointing arrow
    nwovnearrow ⤲ o north west arrow crossing north east arrow
    nwsearrow ⤡ r north west and south east arrow
    obar ⌽ b circle with vertical bar
    obot ⦺ o circle divided by horizontal bar and top half divided by vertical bar
    obrbrak ⏠ o top tortoise shell bracket
    obslash ⦸ b circled reverse solidus
    odiv ⨸ b circled division sign
    odot ⊙ b middle dot in circle
    odotslashdot ⦼ o circled anticlockwise-rotated division sign
    ogreaterthan ⧁ b circled greater-than
    oiiint ∰ l triple contour integral operator
    oiint ∯ l double contour integral operator
    oint ∮ l contour integral operator
    ointctrclockwise ∳ l contour integral anticlockwise
    olcross ⦻ o circle with superimposed x
    olessthan ⧀ b circled less-than
    ominus ⊖ b minus sign in circle
    operp ⦹ b circled perpendicular
    oplus ⊕ b plus sign in circle
    opluslhrim ⨭ b plus sign in left half circle
    oplusrhrim ⨮ b plus sign in right half circle
    origof ⊶ r original of
    oslash ⊘ b solidus in circle
    otimes ⊗ b multiply sign in circle
    otimeshat ⨶ b circled multiplication sign with circumflex accent
    otimeslhrim ⨴ b multiplication sign in left half circle
    otimesrhrim ⨵ b multiplication sign in right half circle
    owns ∋ r contains variant
    parallel ∥ r parallel
    parallelogram ▱ o parallelogram open
    parallelogramblack ▰ o black parallelogram
    parsim ⫳ r parallel with tilde operator
    partial ∂ o partial differential
    partialmeetcontraction ⪣ r double less-than with underbar
    pentagon ⬠ o white pentagon
    pentagonblack ⬟ o black pentagon
    perp ⟂ r perpendicular
    perps ⫡ o perpendicular with s
    pitchfork ⋔ r pitchfork
    plusdot ⨥ b plus sign with dot below
    pluseqq ⩲ b plus sign above equals sign
    plushat ⨣ b plus sign with circumflex accent above
    plussim ⨦ b plus sign with tilde below
    plussubtwo ⨧ b plus sign with subscript two
    plustrif ⨨ b plus sign with black triangle
    pm ± b plus-or-minus sign
    pointint ⨕ l integral around a point operator
    postalmark 〒 o postal mark
    prec ≺ r precedes
    precapprox ⪷ r precedes above almost equal to
    preccurlyeq ≼ r precedes curly equals
    preceq ⪯ r precedes above single-line equals sign
    preceqq ⪳ r precedes above equals sign
    precnapprox ⪹ r precedes above not almost equal to
    precneq ⪱ r precedes above single-line not equal to
    precneqq ⪵ r precedes above not equal to
    precnsim ⋨ r precedes not similar
    precsim ≾ r precedes similar
    prime ′ o prime or minute not superscripted
    prod ∏ l product operator
    profline ⌒ o profile of a line
    profsurf ⌓ o profile of a surface
    propto ∝ r is proportional to
    prurel ⊰ r element precedes under relation
    pullback ⟓ r lower right corner with dot
    pushout ⟔ r upper left corner with dot
    qprime ⁗ o quadruple prime not superscripted
    quarternote ♩ o music note
    questeq ≟ r equal with questionmark
    rAngle ⟫ ) mathematical right double angle bracket
    rBrace ⦄ ) right white curly bracket
    rBrack ⟧ ) mathematical right white square bracket
    rParen ⦆ ) right white parenthesis
    rangle ⟩ ) mathematical right angle bracket
    rangledot ⦒ ) right angle bracket with dot
    rangledownzigzagarrow ⍼ o right angle with downwards zigzag arrow
    rbag ⟆ ) right s-shaped bag delimiter
    rblkbrbrak ⦘ ) right black tortoise shell bracket
    rbracelend ⎭ o right curly bracket lower hook
    rbracemid ⎬ o right curly bracket middle piece
    rbraceuend ⎫ o right curly bracket upper hook
    rbrackextender ⎥ o right square bracket extension
    rbracklend ⎦ o right square bracket lower corner
    rbracklrtick ⦎ ) right square bracket with tick in bottom corner
    rbrackubar ⦌ ) right square bracket with underbar
    rbrackuend ⎤ o right square bracket upper corner
    rbrackurtick ⦐ ) right square bracket with tick in top corner
    rbrbrak ❳ ) light right tortoise shell bracket ornament
    rceil ⌉ ) right ceiling
    rcurvyangle ⧽ ) right pointing curved angle bracket
    rdiagovfdiag ⤫ o rising diagonal crossing falling diagonal
    rdiagovsearrow ⤰ o rising diagonal crossing south east arrow
    revangle ⦣ o reversed angle
    revangleubar ⦥ o reversed angle with underbar
    revemptyset ⦰ o reversed empty set
    revnmid ⫮ r does not divide with reversed negation slash
    rfbowtie ⧒ r right black bowtie
    rfloor ⌋ ) right floor
    rftimes ⧕ r right black times
    rgroup ⟯ ) mathematical right flattened parenthesis
    rhd ⊳ r right triangle open variant
    rightangle ∟ o right angle
    rightanglemdot ⦝ o measured right angle with dot
    rightanglesqr ⦜ o right angle variant with square
    rightarrow → r rightward arrow
    rightarrowapprox ⥵ r rightwards arrow above almost equal to
    rightarrowbackapprox ⭈ r rightwards arrow above reverse almost equal to
    rightarrowbar ⇥ r rightwards arrow to bar
    rightarrowbsimilar ⭌ r righttwards arrow above reverse tilde operator
    rightarrowdiamond ⤞ r rightwards arrow to black diamond
    rightarrowgtr ⭃ r rightwards arrow through greater-than
    rightarrowonoplus ⟴ r right arrow with circled plus
    rightarrowplus ⥅ r rightwards arrow with plus below
    rightarrowshortleftarrow ⥂ r rightwards arrow above short leftwards arrow
    rightarrowsimilar ⥴ r rightwards arrow above tilde operator
    rightarrowsupset ⭄ r rightwards arrow through subset
    rightarrowtail ↣ r right arrow-tailed
    rightarrowtriangle ⇾ r rightwards open-headed arrow
    rightarrowx ⥇ r rightwards arrow through x
    rightbkarrow ⤍ r rightwards double dash arrow
    rightcurvedarrow ⤳ r wave arrow pointing directly right
    rightdasharrow ⇢ o rightwards dashed arrow
    rightdbltail ⤜ r rightwards double arrow-tail
    rightdotarrow ⤑ r rightwards arrow with dotted stem
    rightdowncurvedarrow ⤷ r arrow pointing downwards then curving rightwards
    rightfishtail ⥽ r right fish tail
    rightharpoondown ⇁ r right harpoon-down
    rightharpoondownbar ⥗ r rightwards harpoon with barb down to bar
    rightharpoonsupdown ⥤ r rightwards harpoon with barb up above rightwards harpoon with barb down
    rightharpoonup ⇀ r right harpoon-up
    rightharpoonupbar ⥓ r rightwards harpoon with barb up to bar
    rightharpoonupdash ⥬ r rightwards harpoon with barb up above long dash
    rightimply ⥰ r right double arrow with rounded head
    rightleftarrows ⇄ r right arrow over left arrow
    rightleftharpoons ⇌ r right harpoon over left
    rightleftharpoonsdown ⥩ r rightwards harpoon with barb down above leftwards harpoon with barb down
    rightleftharpoonsup ⥨ r rightwards harpoon with barb up above leftwards harpoon with barb up
    rightmoon ☽ o first quarter moon
    rightouterjoin ⟖ l right outer join
    rightpentagon ⭔ o white right-pointing pentagon
    rightpentagonblack ⭓ o black right-pointing pentagon
    rightrightarrows ⇉ r two right arrows
    rightsquigarrow ⇝ r rightwards squiggle arrow
    righttail ⤚ r rightwards arrow-tail
    rightthreearrows ⇶ r three rightwards arrows
    rightthreetimes ⋌ b right semidirect product
    rightwavearrow ↝ r right arrow-wavy
    rightwhitearrow ⇨ o rightwards white arrow
    ringplus ⨢ b plus sign with small circle above
    risingdotseq ≓ r equals rising dots
    rmoustache ⎱ ) upper right or lower left curly bracket section
    rparenextender ⎟ o right parenthesis extension
    rparengtr ⦔ ) right arc greater-than bracket
    rparenlend ⎠ o right parenthesis lower hook
    rparenuend ⎞ o right parenthesis upper hook
    rppolint ⨒ l line integration with rectangular path around pole
    rrangle ⦊ ) z notation right binding bracket
    rrparenthesis ⦈ ) z notation right image bracket
    rsolbar ⧷ b reverse solidus with horizontal stroke
    rsqhook ⫎ r square right open box operator
    rsub ⩥ b z notation range antirestriction
    rtimes ⋊ b times sign right closed
    rtriltri ⧎ r right triangle above left triangle
    ruledelayed ⧴ r rule-delayed
    rvboxline ⎹ o right vertical box line
    rvzigzag ⧙ ) right wiggly fence
    sansLmirrored ⅃ o reversed sans-serif capital l
    sansLturned ⅂ o turned sans-serif capital l
    scpolint ⨓ l line integration with semicircular path around pole
    scurel ⊱ r succeeds under relation
    searrow ↘ r se pointing arrow
    seovnearrow ⤭ o south east arrow crossing north east arrow
    setminus ⧵ b reverse solidus operator
    sharp ♯ o musical sharp
    shortdowntack ⫟ r short down tack
    shortlefttack ⫞ r short left tack
    shortmid ∣ r
    shortparallel ∥ r parallel
    shortrightarrowleftarrow ⥄ r short rightwards arrow above leftwards arrow
    shortuptack ⫠ r short up tack
    shuffle ⧢ b shuffle product
    sim ∼ r similar
    sime ≃ r similar equals
    simeq ≃ r similar equals
    simgE ⪠ r similar above greater-than above equals sign
    simgtr ⪞ r similar or greater-than
    similarleftarrow ⭉ r tilde operator above leftwards arrow
    similarrightarrow ⥲ r tilde operator above rightwards arrow
    simlE ⪟ r similar above less-than above equals sign
    simless ⪝ r similar or less-than
    simminussim ⩬ r similar minus similar
    simneqq ≆ r similar not equals [vert only for 9573 entity]
    simplus ⨤ b plus sign with tilde above
    simrdots ⩫ r tilde operator with rising dots
    sinewave ∿ o sine wave
    smallblacktriangleleft ◂ o left triangle filled
    smallblacktriangleright ▸ o right triangle filled
    smallfrown ⌢ r down curve
    smallin ∊ r set membership
    smallint ∫ l integral operator
    smallni ∍ r contains
    smallsetminus ∖ b small set minus
    smallsmile ⌣ r up curve
    smalltriangleleft ◃ o left triangle open
    smalltriangleright ▹ o right triangle open
    smashtimes ⨳ b smash product
    smblkcircle • b round bullet filled
    smblkdiamond ⬩ o black small diamond
    smblklozenge ⬪ o black small lozenge
    smblksquare ▪ o sq bullet filled
    smeparsl ⧤ r equals sign and slanted parallel with tilde above
    smile ⌣ r up curve
    smt ⪪ r smaller than
    smte ⪬ r smaller than or equal to
    smwhitestar ⭒ o white small star
    smwhtcircle ◦ o white bullet
    smwhtdiamond ⋄ b white diamond
    smwhtlozenge ⬫ o white small lozenge
    smwhtsquare ▫ o white small square
    spadesuit ♠ o spades suit symbol
    sphericalangle ∢ o angle-spherical
    sphericalangleup ⦡ o spherical angle opening up
    sqcap ⊓ b square intersection
    sqcup ⊔ b square union
    sqint ⨖ l quaternion integral operator
    sqlozenge ⌑ o square lozenge
    sqrt √ ( radical
    sqrtbottom ⎷ o radical symbol bottom
    sqsubset ⊏ r square subset
    sqsubseteq ⊑ r square subset equals
    sqsubsetneq ⋤ r square subset not equals
    sqsupset ⊐ r square superset
    sqsupseteq ⊒ r square superset equals
    sqsupsetneq ⋥ r square superset not equals
    square ◻ o white medium square
    squarebotblack ⬓ o square with bottom half black
    squarecrossfill ▩ o square with diagonal crosshatch fill
    squarehfill ▤ o square horizontal rule filled
    squarehvfill ▦ o square with orthogonal crosshatch fill
    squareleftblack ◧ o square filled left half
    squarellblack ⬕ o square with lower left diagonal half black
    squarellquad ◱ o white square with lower left quadrant
    squarelrblack ◪ o square filled bottom right corner
    squarelrquad ◲ o white square with lower right quadrant
    squareneswfill ▨ o square ne-to-sw rule filled
    squarenwsefill ▧ o square nw-to-se rule filled
    squarerightblack ◨ o square filled right half
    squaretopblack ⬒ o square with top half black
    squareulblack ◩ o square filled top left corner
    squareulquad ◰ o white square with upper left quadrant
    squareurblack ⬔ o square with upper right diagonal half black
    squareurquad ◳ o white square with upper right quadrant
    squarevfill ▥ o square vertical rule filled
    squoval ▢ o white square with rounded corners
    sslash ⫽ b double solidus operator
    star ⋆ b small star filled low
    stareq ≛ r star equals
    strns ⏤ o straightness
    subedot ⫃ r subset of or equal to with dot above
    submult ⫁ r subset with multiplication sign below
    subrarr ⥹ r subset above rightwards arrow
    subset ⊂ r subset or is implied by
    subsetapprox ⫉ r subset of above almost equal to
    subsetcirc ⟃ o open subset
    subsetdot ⪽ r subset with dot
    subseteq ⊆ r subset equals
    subseteqq ⫅ r subset of above equals sign
    subsetneq ⊊ r subset not equals
    subsetneqq ⫋ r subset of above not equal to
    subsetplus ⪿ r subset with plus sign below
    subsim ⫇ r subset of above tilde operator
    subsub ⫕ r subset above subset
    subsup ⫓ r subset above superset
    succ ≻ r succeeds
    succapprox ⪸ r succeeds above almost equal to
    succcurlyeq ≽ r succeeds curly equals
    succeq ⪰ r succeeds above single-line equals sign
    succeqq ⪴ r succeeds above equals sign
    succnapprox ⪺ r succeeds above not almost equal to
    succneq ⪲ r succeeds above single-line not equal to
    succneqq ⪶ r succeeds above not equal to
    succnsim ⋩ r succeeds not similar
    succsim ≿ r succeeds similar
    sum ∑ l summation operator
    sumbottom ⎳ o summation bottom
    sumint ⨋ l summation with integral
    sumtop ⎲ o summation top
    sun ☼ o white sun with rays
    supdsub ⫘ r superset beside and joined by dash with subset
    supedot ⫄ r superset of or equal to with dot above
    suphsol ⟉ r superset preceding solidus
    suphsub ⫗ r superset beside subset
    suplarr ⥻ r superset above leftwards arrow
    supmult ⫂ r superset with multiplication sign below
    supset ⊃ r superset or implies
    supsetapprox ⫊ r superset of above almost equal to
    supsetcirc ⟄ o open superset
    supsetdot ⪾ r superset with dot
    supseteq ⊇ r superset equals
    supseteqq ⫆ r superset of above equals sign
    supsetneq ⊋ r superset not equals
    supsetneqq ⫌ r superset of above not equal to
    supsetplus ⫀ r superset with plus sign below
    supsim ⫈ r superset of above tilde operator
    supsub ⫔ r superset above subset
    supsup ⫖ r superset above superset
    surd √ ( radical
    swarrow ↙ r sw pointing arrow
    talloblong ⫾ b white vertical bar
    therefore ∴ o therefore
    thermod ⧧ o thermodynamic
    thickapprox ≈ r approximate
    thicksim ∼ r similar
    threedangle ⟀ o three dimensional angle
    threedotcolon ⫶ b triple colon operator
    tieconcat ⁀ b character tie z notation sequence concatenation
    tieinfty ⧝ o tie over infinity
    times × b multiply sign
    timesbar ⨱ b multiplication sign with underbar
    tminus ⧿ b miny
    to → r rightward arrow
    toea ⤨ r north east arrow and south east arrow
    tona ⤧ r north west arrow and north east arrow
    top ⊤ o top
    topbot ⌶ o top and bottom
    topcir ⫱ o down tack with circle below
    topfork ⫚ r pitchfork with tee top
    topsemicircle ◠ o upper half circle
    tosa ⤩ r south east arrow and south west arrow
    towa ⤪ r south west arrow and north west arrow
    tplus ⧾ b tiny
    trapezium ⏢ o white trapezium
    triangle △ b big up triangle open
    trianglecdot ◬ o triangle with centered dot
    triangledown ▿ o down triangle open
    triangleleft ◁ b left triangle open
    triangleleftblack ◭ o up-pointing triangle with left half black
    trianglelefteq ⊴ r left triangle equals
    triangleminus ⨺ b minus sign in triangle
    triangleodot ⧊ o triangle with dot above
    triangleplus ⨹ b plus sign in triangle
    triangleq ≜ r triangle equals
    triangleright ▷ b right triangle open
    trianglerightblack ◮ o up-pointing triangle with right half black
    trianglerighteq ⊵ r right triangle equals
    triangles ⧌ o s in triangle
    triangleserifs ⧍ b triangle with serifs at bottom
    triangletimes ⨻ b multiplication sign in triangle
    triangleubar ⧋ o triangle with underbar
    tripleplus ⧻ b triple plus
    trprime ‴ o triple prime
    trslash ⫻ b triple solidus binary relation
    turnangle ⦢ o turned angle
    turnediota ℩ o turned iota
    turnednot ⌙ o turned not sign
    twocaps ⩋ b intersection beside and joined with intersection
    twocups ⩊ b union beside and joined with union
    twoheaddownarrow ↡ r down two-headed arrow
    twoheadleftarrow ↞ r left two-headed arrow
    twoheadleftarrowtail ⬻ r leftwards two-headed arrow with tail
    twoheadleftdbkarrow ⬷ r leftwards two-headed triple-dash arrow
    twoheadmapsfrom ⬶ r leftwards two-headed arrow from bar
    twoheadmapsto ⤅ r rightwards two-headed arrow from bar
    twoheadrightarrow ↠ r right two-headed arrow
    twoheadrightarrowtail ⤖ r rightwards two-headed arrow with tail
    twoheaduparrow ↟ r up two-headed arrow
    twoheaduparrowcircle ⥉ r upwards two-headed arrow from small circle
    twolowline ‗ o double low line
    twonotes ♫ o beamed eighth notes
    typecolon ⦂ r z notation type colon
    ubrbrak ⏡ o bottom tortoise shell bracket
    ularc ◜ o upper left quadrant circular arc
    ulblacktriangle ◤ o upper left triangle filled
    ulcorner ⌜ ( upper left corner
    ultriangle ◸ o upper left triangle
    uminus ⩁ b union with minus sign
    unicodecdots ⋯ o three dots centered
    unicodeellipsis … o ellipsis
    unlhd ⊴ r left triangle equals
    unrhd ⊵ r right triangle equals
    urarc ◝ o upper right quadrant circular arc
    urblacktriangle ◥ o upper right triangle filled
    urcorner ⌝ ) upper right corner
    urtriangle ◹ o upper right triangle
    vBar ⫨ r short up tack with underbar
    vBarv ⫩ r short up tack above short down tack
    vDash ⊨ r vertical double dash
    vDdash ⫢ r vertical bar triple right turnstile
    varVdash ⫦ r long dash from left member of double vertical
    varbarwedge ⌅ b logical and bar above [projective ]
    varcarriagereturn ⏎ o return symbol
    varclubsuit ♧ o club white
    vardiamondsuit ♦ o filled diamond
    vardoublebarwedge ⌆ b logical and double bar above [perspective ]
    varheartsuit ♥ o filled heart
    varhexagon ⬡ o white hexagon
    varhexagonblack ⬢ o black hexagon
    varhexagonlrbonds ⌬ o six carbon ring corner down double bonds lower right etc
    varisinobar ⋶ r element of with overbar
    varisins ⋳ r element of with vertical bar at end of horizontal stroke
    varlrtriangle ⊿ o right triangle
    varniobar ⋽ r contains with overbar
    varnis ⋻ r contains with vertical bar at end of horizontal stroke
    varnothing ∅ o circle slash
    varointclockwise ∲ l contour integral clockwise
    varpropto ∝ r is proportional to
    varspadesuit ♤ o spade white
    varstar ✶ o six pointed black star
    varsubsetneq ⊊ r subset not equals
    varsubsetneqq ⫋ r subset of above not equal to
    varsupsetneq ⊋ r superset not equals
    varsupsetneqq ⫌ r superset of above not equal to
    vartriangle ▵ r up triangle open
    vartriangleleft ⊲ r left triangle open variant
    vartriangleright ⊳ r right triangle open variant
    varveebar ⩡ b small vee with underbar
    vbraceextender ⎪ o curly bracket extension
    vbrtri ⧐ r vertical bar beside right triangle
    vdash ⊢ r vertical dash
    vdots ⋮ r vertical ellipsis
    vectimes ⨯ b vector or cross product
    vee ∨ b logical or
    veebar ⊻ b logical or bar below
    veedot ⟇ b or with dot inside
    veedoublebar ⩣ b logical or with double underbar
    veeeq ≚ r logical or equals
    veemidvert ⩛ b logical or with middle stem
    veeodot ⩒ b logical or with dot above
    veeonvee ⩖ b two intersecting logical or
    veeonwedge ⩙ r logical or overlapping logical and
    viewdata ⌗ o viewdata square
    vlongdash ⟝ r long left tack
    vrectangle ▯ o rectangle white
    vrectangleblack ▮ o black vertical rectangle
    vysmblkcircle ∙ b bullet operator
    vysmblksquare ⬝ o black very small square
    vysmwhtcircle ∘ b composite function
    vysmwhtsquare ⬞ o white very small square
    vzigzag ⦚ o vertical zigzag line
    wedge ∧ b logical and
    wedgebar ⩟ b logical and with underbar
    wedgedot ⟑ b and with dot
    wedgedoublebar ⩠ b logical and with double underbar
    wedgemidvert ⩚ b logical and with middle stem
    wedgeodot ⩑ b logical and with dot above
    wedgeonwedge ⩕ b two intersecting logical and
    wedgeq ≙ r corresponds to
    whitearrowupfrombar ⇪ o upwards white arrow from bar
    whiteinwhitetriangle ⟁ o white triangle containing small white triangle
    whitepointerleft ◅ o white left-pointing pointer
    whitepointerright ▻ o white right-pointing pointer
    whitesquaretickleft ⟤ b white square with leftwards tick
    whitesquaretickright ⟥ b white square with rightwards tick
    whthorzoval ⬭ o white horizontal ellipse
    whtvertoval ⬯ o white vertical ellipse
    wideangledown ⦦ o oblique angle opening up
    wideangleup ⦧ o oblique angle opening down
    wp ℘ o weierstrass p
    wr ≀ b wreath product
    xbsol ⧹ l big reverse solidus
    xsol ⧸ l big solidus
    yen ¥ o yen sign
    zcmp ⨟ l z notation schema composition
    zpipe ⨠ l z notation schema piping
    zproject ⨡ l z notation schema projection
    """
}
