/* Test only, never shipped: Wine 8's mscms.dll lacks WcsCreateIccProfile, by which Qt asks for the
 * colour profile of the screen. Here no screen has one. */
#define CALL __declspec(dllexport)

CALL void *__stdcall OpenColorProfileW(void *p, unsigned a, unsigned b, unsigned c) { (void)p; (void)a; (void)b; (void)c; return 0; }
CALL int __stdcall CloseColorProfile(void *p) { (void)p; return 1; }
CALL void *__stdcall WcsCreateIccProfile(void *p, unsigned options) { (void)p; (void)options; return 0; }
CALL int __stdcall GetColorProfileFromHandle(void *p, unsigned char *data, unsigned *size) { (void)p; (void)data; (void)size; return 0; }
