/* Test only, never shipped: Windows 10 has bcryptprimitives.dll, Wine 8 has not. Libraries written
 * in Rust ask it for random bytes; here the older function of the system gives them. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    return RtlGenRandom(data, (ULONG)length);
}
