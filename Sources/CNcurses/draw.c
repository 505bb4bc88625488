#define NCURSES_WIDECHAR 1
#include "CNcurses.h"

const int bp_key_up = KEY_UP, bp_key_down = KEY_DOWN, bp_key_left = KEY_LEFT, bp_key_right = KEY_RIGHT,
          bp_key_home = KEY_HOME, bp_key_end = KEY_END, bp_key_npage = KEY_NPAGE, bp_key_ppage = KEY_PPAGE,
          bp_key_enter = KEY_ENTER, bp_key_btab = KEY_BTAB, bp_key_backspace = KEY_BACKSPACE, bp_key_dc = KEY_DC,
          bp_key_f0 = KEY_F0;

/* Of a row: wider than any terminal. */
enum { MOST_COLUMNS = 4096 };
/* Of one cell: more than ncurses keeps. */
enum { MOST_MARKS = 16 };

static attr_t attributes(unsigned char look) {
    attr_t style = A_NORMAL;
    if (look & BP_BOLD) style |= A_BOLD;
    if (look & BP_DIM) style |= A_DIM;
    if (look & BP_UNDERLINE) style |= A_UNDERLINE;
    if (look & BP_REVERSE) style |= A_REVERSE;
    return style;
}

/* A blank in this look: made once, since setcchar costs more than all else that is done for a cell. */
static const cchar_t *blank(unsigned char look) {
    static cchar_t blanks[256];
    cchar_t *cell = &blanks[look];
    if (!cell->chars[0]) setcchar(cell, L" ", attributes(look), (short)(look & 7), NULL);
    return cell;
}

void bp_draw_cells(int row, int column, const unsigned *scalars, const unsigned char *looks, int count) {
    static cchar_t cells[MOST_COLUMNS];
    if (count > MOST_COLUMNS) count = MOST_COLUMNS;
    for (int i = 0; i < count; i++) {
        cells[i] = *blank(looks[i]);
        cells[i].chars[0] = (wchar_t)scalars[i];
    }
    mvadd_wchnstr(row, column, cells, count);
}

void bp_draw_marked(int row, int column, const wchar_t *text, int count, unsigned char look) {
    /* ncurses looks for the end behind the last one even where the count says it. */
    wchar_t marked[MOST_MARKS + 1];
    if (count > MOST_MARKS) count = MOST_MARKS;
    for (int i = 0; i < count; i++) marked[i] = text[i];
    marked[count] = 0;
    attr_set(attributes(look), (short)(look & 7), NULL);
    mvaddnwstr(row, column, marked, count);
}

int bp_read(int *code) {
    /* wget_wch would drop the first half of a character that came in two pieces, and all that follows a byte that is none. */
    *code = getch();
    if (*code == ERR) return BP_NONE;
    return *code > 0xFF ? BP_KEY : BP_BYTE;
}
