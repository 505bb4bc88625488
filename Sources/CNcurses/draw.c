#define NCURSES_WIDECHAR 1
#include "CNcurses.h"

const int bp_key_up = KEY_UP, bp_key_down = KEY_DOWN, bp_key_left = KEY_LEFT, bp_key_right = KEY_RIGHT,
          bp_key_home = KEY_HOME, bp_key_end = KEY_END, bp_key_npage = KEY_NPAGE, bp_key_ppage = KEY_PPAGE,
          bp_key_enter = KEY_ENTER, bp_key_btab = KEY_BTAB, bp_key_backspace = KEY_BACKSPACE, bp_key_dc = KEY_DC,
          bp_key_f0 = KEY_F0;

WINDOW *bp_start(void) {
    return newterm(NULL, stdout, stdin) ? stdscr : NULL;
}

void bp_draw(WINDOW *window, int row, int column, const wchar_t *text, int count, int color, int attributes) {
    attr_t style = A_NORMAL;
    if (attributes & BP_BOLD) style |= A_BOLD;
    if (attributes & BP_DIM) style |= A_DIM;
    if (attributes & BP_UNDERLINE) style |= A_UNDERLINE;
    if (attributes & BP_REVERSE) style |= A_REVERSE;
    wattr_set(window, style, (short)color, NULL);
    mvwaddnwstr(window, row, column, text, count);
}

int bp_read(WINDOW *window, int *code) {
    wint_t value = 0;
    int kind = wget_wch(window, &value);
    *code = (int)value;
    if (kind == ERR) return BP_NONE;
    return kind == KEY_CODE_YES ? BP_KEY : BP_CHARACTER;
}
