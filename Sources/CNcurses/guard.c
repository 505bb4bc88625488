/* Gives the terminal back on every way out. All that a handler calls is async-signal-safe: the bytes that end
   the screen are prepared when it starts. */
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include <errno.h>
#include <fcntl.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

static struct termios shell_modes, program_modes;
static char leave[512], enter[512];
static size_t leave_length, enter_length;
static int wake[2] = {-1, -1};
static volatile sig_atomic_t armed;
static char alternate_stack[65536];
static sigset_t before_hold;

static char *target;
static size_t *target_length;

static int append(int byte) {
    if (*target_length < sizeof leave) target[(*target_length)++] = (char)byte;
    return byte;
}

static void add_text(const char *text) {
    while (*text) append(*text++);
}

static void add_capability(const char *name) {
    char *text = tigetstr((char *)name);
    if (text && text != (char *)-1) tputs(text, 1, append);
}

static void write_all(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t done = write(STDOUT_FILENO, bytes, length);
        if (done <= 0) {
            if (done < 0 && errno == EINTR) continue;
            return;
        }
        bytes += done;
        length -= (size_t)done;
    }
}

static void restore(void) {
    if (!armed) return;
    armed = 0;
    /* Output that somebody stopped would never take what follows. */
    tcflow(STDOUT_FILENO, TCOON);
    write_all(leave, leave_length);
    tcsetattr(STDIN_FILENO, TCSANOW, &shell_modes);
}

/* Signals that take the terminal away or end the program. */
static const int taking[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH};

static sigset_t all_taking(void) {
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof taking / sizeof *taking; i++) sigaddset(&set, taking[i]);
    return set;
}

/* The signal once more, with what it does by default. */
static void raise_default(int number) {
    signal(number, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
}

/* Ends as the signal would have ended the program, so that the parent sees the cause. */
static void on_end(int number) {
    restore();
    raise_default(number);
}

static void notify(char what) {
    int saved = errno;
    ssize_t ignored = write(wake[1], &what, 1);
    (void)ignored;
    errno = saved;
}

void bp_wake(void) {
    if (wake[1] >= 0) notify('o');
}

static void on_resize(int number) {
    (void)number;
    notify('r');
}

static void install(int number, void (*handler)(int), int flags) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    /* One handler at a time: a second would find the terminal half given back. */
    action.sa_mask = all_taking();
    sigaction(number, &action, NULL);
}

static void on_stop(int number) {
    int saved = errno;
    int was_armed = armed;
    restore();
    raise_default(number);
    /* Here again after SIGCONT. The next stop waits until the terminal is taken: half taken it would be left so. */
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_BLOCK, &set, NULL);
    install(number, on_stop, 0);
    if (was_armed) {
        armed = 1;
        tcsetattr(STDIN_FILENO, TCSANOW, &program_modes);
        write_all(enter, enter_length);
    }
    notify('c');
    errno = saved;
}

/* While the terminal changes hands, signals wait: half taken or half given back it could not be restored. */
static void hold(void) {
    sigset_t set = all_taking();
    sigprocmask(SIG_BLOCK, &set, &before_hold);
}

void bp_guard_release(void) {
    if (!armed) signal(SIGTSTP, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before_hold, NULL);
}

int bp_guard_save(void) {
    hold();
    int result = tcgetattr(STDIN_FILENO, &shell_modes);
    /* ncurses ignores Ctrl-Z while it draws, unless somebody else handles it before it starts: then it leaves that alone. */
    install(SIGTSTP, on_stop, 0);
    if (result != 0) bp_guard_release();
    return result;
}

/* What the screen sends when it begins and when it ends. */
static void prepare_screen(void) {
    target = leave;
    target_length = &leave_length;
    leave_length = 0;
    add_text("\033[?2004l");
    add_capability("sgr0");
    add_capability("op");
    /* A window that was resized meanwhile may keep rows of the screen that is left; blank ones do not show. */
    add_capability("clear");
    add_capability("rmkx");
    add_capability("smam");
    add_capability("rmcup");
    /* Behind the screen's end: some terminals give back the cursor as it was hidden when the screen was taken again. */
    add_capability("cnorm");
    target = enter;
    target_length = &enter_length;
    enter_length = 0;
    add_capability("smcup");
    add_capability("smkx");
    add_capability("civis");
    add_text("\033[?2004h");
}

/* A line is edited in place: only bracketed paste is switched. */
static void prepare_line(void) {
    target = leave;
    target_length = &leave_length;
    leave_length = 0;
    add_text("\033[?2004l");
    target = enter;
    target_length = &enter_length;
    enter_length = 0;
    add_text("\033[?2004h");
}

static int take(void) {
    if (wake[0] < 0) {
        if (pipe(wake) != 0) return -1;
        for (int i = 0; i < 2; i++) {
            fcntl(wake[i], F_SETFL, O_NONBLOCK);
            fcntl(wake[i], F_SETFD, FD_CLOEXEC);
        }
    }
    tcgetattr(STDIN_FILENO, &program_modes);
    write_all(enter, enter_length);
    armed = 1;

    stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack, .ss_flags = 0};
    sigaltstack(&stack, NULL);
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) install(ends[i], on_end, SA_ONSTACK);
    install(SIGTSTP, on_stop, 0);
    install(SIGWINCH, on_resize, 0);
    return 0;
}

static int arm(void) {
    int result = take();
    bp_guard_release();
    return result;
}

int bp_guard_arm(void) {
    prepare_screen();
    return arm();
}

int bp_line_arm(void) {
    if (bp_guard_save() != 0) return -1;
    struct termios raw = shell_modes;
    raw.c_iflag &= ~(tcflag_t)(ICRNL | IXON);
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN | ISIG);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) != 0) {
        bp_guard_release();
        return -1;
    }
    prepare_line();
    return arm();
}

void bp_guard_disarm(void) {
    hold();
    armed = 0;
    static const char paste_off[] = "\033[?2004l";
    write_all(paste_off, sizeof paste_off - 1);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &shell_modes);
    bp_guard_release();
}

/* A descriptor that tells of files; -1 where there is none. */
int bp_folder_open(void) {
#ifdef __linux__
    return inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
#else
    return -1;
#endif
}

/* Watches a folder in place of the one before, which is -1 at first; NULL ends it. A watch that still stands when the program
   ends makes the kernel wait for it, 6 to 15 ms: so it is taken away before. */
int bp_folder_watch(int descriptor, int before, const char *folder) {
#ifdef __linux__
    if (before >= 0) inotify_rm_watch(descriptor, before);
    /* Editors write in place or put a new file there; both end with one of these. */
    return folder ? inotify_add_watch(descriptor, folder, IN_CLOSE_WRITE | IN_MOVED_TO) : -1;
#else
    (void)descriptor, (void)before, (void)folder;
    return -1;
#endif
}

void bp_folder_drain(int descriptor) {
    char bytes[4096];
    while (read(descriptor, bytes, sizeof bytes) > 0) {}
}

/* Whether nothing more will come from standard input: it was hung up, and all of it was read. That poll tells of bytes and
   then there are none says nothing: Ctrl-Z and Ctrl-C throw away what was typed before them. */
static int is_closed(short events) {
    if (!(events & (POLLHUP | POLLERR | POLLNVAL))) return 0;
    int waiting = 0;
    return ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0 || waiting == 0;
}

int bp_wait(const int *descriptors, int count, int milliseconds) {
    if (count > BP_MOST_SOURCES) count = BP_MOST_SOURCES;
    for (;;) {
        struct pollfd sources[2 + BP_MOST_SOURCES] = {{STDIN_FILENO, POLLIN, 0}, {wake[0], POLLIN, 0}};
        for (int i = 0; i < count; i++) {
            sources[2 + i].fd = descriptors[i];
            sources[2 + i].events = POLLIN;
        }
        int ready = poll(sources, 2 + count, milliseconds);
        if (ready == 0) return BP_WAIT_TIMEOUT;
        if (ready < 0 && errno != EINTR) return BP_WAIT_CLOSED;
        if (ready < 0) continue;
        if (sources[1].revents & POLLIN) {
            char bytes[64];
            ssize_t length = read(wake[0], bytes, sizeof bytes);
            int resumed = 0, resized = 0;
            for (ssize_t i = 0; i < length; i++) {
                resumed |= bytes[i] == 'c';
                resized |= bytes[i] == 'r';
            }
            return resumed ? BP_WAIT_RESUMED : resized ? BP_WAIT_RESIZE : BP_WAIT_ANSWER;
        }
        if (sources[0].revents) return is_closed(sources[0].revents) ? BP_WAIT_CLOSED : BP_WAIT_INPUT;
        for (int i = 0; i < count; i++) {
            if (sources[2 + i].revents & POLLIN) return BP_WAIT_SOURCE + i;
        }
    }
}

int bp_has_input(int milliseconds) {
    struct pollfd source = {STDIN_FILENO, POLLIN, 0};
    int ready = poll(&source, 1, milliseconds);
    return ready > 0 && (source.revents & POLLIN) && !is_closed(source.revents);
}

int bp_terminal_size(int *width, int *height) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return -1;
    *width = size.ws_col;
    *height = size.ws_row;
    return 0;
}
