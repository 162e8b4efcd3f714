; Installs 公开台 for one user without administrator rights, or with /ALLUSERS for every user of
; the computer. /S is silent, /D=folder names the folder (last, without quotes).
; Exit codes: 0 done, 2 stopped by the user, 3 not 64 bit, 4 Windows too old, 5 program is open,
; 6 a newer version is installed, 7 /ALLUSERS without administrator rights.
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include x64.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include WordFunc.nsh

!define ID "GongkaiDesktop"
!define TITLE "公开台"
!define EXE "Gongkai.exe"
!define NOTES "更新说明.txt"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define OLDEST_BUILD 17763

Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "Software\${ID}" "InstallDir"
RequestExecutionLevel user
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS all
CRCCheck force
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE}安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "将安装${TITLE} ${VERSION}。$\r$\n$\r$\n本程序只供非涉密计算机使用，不得录入国家秘密、工作秘密。$\r$\n$\r$\n升级安装不会改动数据文件。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "启动${TITLE}"
!define MUI_FINISHPAGE_SHOWREADME "$INSTDIR\${NOTES}"
!define MUI_FINISHPAGE_SHOWREADME_TEXT "看这个版本的更新说明"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

!macro RefuseWhileOpen
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "Local\${ID}") p.r0'
  ${If} $0 P<> 0
    System::Call 'kernel32::CloseHandle(p r0)'
    MessageBox MB_ICONEXCLAMATION "${TITLE}正在运行，请先关闭它再继续。" /SD IDOK
    SetErrorLevel 5
    Abort
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "${TITLE}需要64位Windows。" /SD IDOK
    SetErrorLevel 3
    Abort
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    MessageBox MB_ICONSTOP "${TITLE}需要Windows 10（1809）或者更新的版本。" /SD IDOK
    SetErrorLevel 4
    Abort
  ${EndIf}
  !insertmacro RefuseWhileOpen
  SetShellVarContext current
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      MessageBox MB_ICONSTOP "为所有用户安装需要管理员权限。" /SD IDOK
      SetErrorLevel 7
      Abort
    ${EndIf}
    SetShellVarContext all
    ${If} $INSTDIR == "$LOCALAPPDATA\Programs\${ID}"
      StrCpy $INSTDIR "$PROGRAMFILES64\${ID}"
    ${EndIf}
  ${EndIf}
  ; An older program cannot open data that a newer one has written.
  ReadRegStr $R2 SHCTX "Software\${ID}" "Version"
  ${VersionCompare} "$R2" "${VERSION}" $R3
  ${If} $R2 != ""
  ${AndIf} $R3 == 1
    MessageBox MB_OKCANCEL|MB_DEFBUTTON2|MB_ICONEXCLAMATION "这台电脑上装的是较新的 $R2，这个安装包是 ${VERSION}。$\r$\n$\r$\n换成旧版本以后，新版本用过的数据文件会打不开。确定要换成旧版本吗？" /SD IDCANCEL IDOK older
    SetErrorLevel 6
    Abort
    older:
  ${EndIf}
FunctionEnd

; A folder that already holds other things is not ours to clear: the program goes into one below.
Function OwnFolder
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    Return
  ${EndIf}
  ${DirState} "$INSTDIR" $0
  ${If} $0 == 1
    StrCpy $INSTDIR "$INSTDIR\${ID}"
  ${EndIf}
FunctionEnd

Section "程序"
  SetOverwrite on
  Call OwnFolder
  ; What an older version left in the program's own folders goes; data never lies there.
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  WriteRegStr SHCTX "Software\${ID}" "InstallDir" "$INSTDIR"
  WriteRegStr SHCTX "Software\${ID}" "Version" "${VERSION}"

  CreateDirectory "$SMPROGRAMS\${TITLE}"
  CreateShortcut "$SMPROGRAMS\${TITLE}\${TITLE}.lnk" "$INSTDIR\${EXE}"
  CreateShortcut "$SMPROGRAMS\${TITLE}\卸载${TITLE}.lnk" "$INSTDIR\Uninstall.exe"
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${EXE}"

  WriteRegStr SHCTX "Software\Classes\.gkt" "" "${ID}.Office"
  WriteRegStr SHCTX "Software\Classes\${ID}.Office" "" "${TITLE}数据文件"
  WriteRegStr SHCTX "Software\Classes\${ID}.Office\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr SHCTX "Software\Classes\${ID}.Office\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'

  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${TITLE}"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" "$0"
  ${RefreshShellIcons}
SectionEnd

Function un.onInit
  !insertmacro RefuseWhileOpen
  SetShellVarContext current
  ReadRegStr $0 HKLM "Software\${ID}" "InstallDir"
  ${If} $0 == $INSTDIR
    SetShellVarContext all
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\${TITLE}\*.lnk"
  RMDir "$SMPROGRAMS\${TITLE}"
  Delete "$DESKTOP\${TITLE}.lnk"
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\bin"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\${NOTES}"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey SHCTX "Software\Classes\${ID}.Office"
  DeleteRegKey SHCTX "Software\Classes\.gkt"
  DeleteRegKey SHCTX "${UNINSTALL}"
  DeleteRegKey SHCTX "Software\${ID}"
  ${RefreshShellIcons}
  ; The office's data stay unless a person says twice that they shall go; silently they stay.
  SetShellVarContext current
  ${If} ${FileExists} "$LOCALAPPDATA\${ID}\*.gkt"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "登记数据还在$\r$\n$LOCALAPPDATA\${ID}$\r$\n$\r$\n要连同数据一起删除吗？（一般选“否”，留待重新安装后继续使用）" /SD IDNO IDNO keep
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "删除后全部登记、文书和附件都无法找回，确定已经备份并删除吗？" /SD IDNO IDNO keep
    RMDir /r "$LOCALAPPDATA\${ID}"
    keep:
  ${EndIf}
SectionEnd
