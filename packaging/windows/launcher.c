/* Starts the program with the Python that lies beside it.
 *
 * Built twice: Gongkai.exe for the desktop (no console) and bin\gongkai.exe for the shell
 * (-DCONSOLE, one folder deeper). Loads runtime\python311.dll by its full path and runs
 * "-m gongkai_desktop" with the caller's arguments. It holds a named mutex for as long as it
 * runs, by which the installer sees that the program is open. Where a file 便携.txt lies beside
 * Gongkai.exe (the portable folder), the office lives in the folder 数据 beside it.
 */
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define ROOM 32768
#define MUTEX L"Local\\GongkaiDesktop"
#define PORTABLE L"便携.txt"
#define PORTABLE_OFFICE L"数据\\公开台.gkt"

typedef int (*python_main)(int, wchar_t **);

static int refuse(const wchar_t *what)
{
    DWORD code = GetLastError();
    wchar_t text[ROOM];
    _snwprintf(text, ROOM - 1, L"程序组件缺失或损坏，请重新安装公开台。\n\n%ls\n（错误代码 %lu）",
               what, (unsigned long)code);
#ifdef CONSOLE
    fwprintf(stderr, L"%ls\n", text);
#else
    MessageBoxW(NULL, text, L"公开台无法启动", MB_ICONERROR | MB_OK);
#endif
    return 120;
}

/* Cut the last part off a path; 0 when there is none. */
static int to_parent(wchar_t *path)
{
    wchar_t *last = wcsrchr(path, L'\\');
    if (last == NULL)
        return 0;
    *last = 0;
    return 1;
}

static int program_folder(wchar_t *folder)
{
    DWORD length = GetModuleFileNameW(NULL, folder, ROOM - 1);
    if (length == 0 || length >= ROOM - 1 || !to_parent(folder))
        return 0;
#ifdef CONSOLE
    return to_parent(folder);
#else
    return 1;
#endif
}

static void keep_office_beside(const wchar_t *folder)
{
    wchar_t path[ROOM];
    _snwprintf(path, ROOM - 1, L"%ls\\" PORTABLE, folder);
    if (GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES)
        return;
    if (GetEnvironmentVariableW(L"GONGKAI_OFFICE", NULL, 0) != 0)
        return;
    _snwprintf(path, ROOM - 1, L"%ls\\" PORTABLE_OFFICE, folder);
    SetEnvironmentVariableW(L"GONGKAI_OFFICE", path);
}

static int run_program(int count, wchar_t **given)
{
    static wchar_t folder[ROOM], library[ROOM];
    if (!program_folder(folder))
        return refuse(L"GetModuleFileName");
    SetDllDirectoryW(L""); /* the current folder may hold anybody's libraries */
    CreateMutexW(NULL, FALSE, MUTEX);
    keep_office_beside(folder);
    _snwprintf(library, ROOM - 1, L"%ls\\runtime\\python311.dll", folder);
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (python == NULL)
        return refuse(library);
    python_main start = (python_main)(void *)GetProcAddress(python, "Py_Main");
    wchar_t **words = calloc((size_t)count + 5, sizeof *words);
    if (start == NULL || words == NULL)
        return refuse(L"Py_Main");
    int n = 0;
    words[n++] = given[0];
    words[n++] = L"-X";
    words[n++] = L"utf8";
    words[n++] = L"-m";
    words[n++] = L"gongkai_desktop";
    for (int i = 1; i < count; i++)
        words[n++] = given[i];
    return start(n, words);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **given)
{
    return run_program(count, given);
}
#else
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, LPWSTR line, int show)
{
    int count = 0;
    wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &count);
    (void)instance, (void)previous, (void)line, (void)show;
    return given == NULL ? refuse(L"CommandLineToArgvW") : run_program(count, given);
}
#endif
