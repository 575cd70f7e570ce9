# Impacket's SMB server with one share. It signs nothing, and logs each sign-in.
import logging
import os
import sys

from impacket import smbserver
from impacket.ntlm import compute_lmhash, compute_nthash

password = os.environ["SMB_PASSWORD"]
os.makedirs("/srv/data/2026")
with open("/srv/data/2026/report.txt", "w") as report:
    report.write("quarterly figures\n")

logging.basicConfig(level=logging.INFO, handlers=[logging.FileHandler("/var/log/smb.log")])
server = smbserver.SimpleSMBServer(listenAddress="0.0.0.0", listenPort=4461)
server.addShare("DATA", "/srv/data", "")
server.setSMB2Support(True)
server.addCredential("svc", 0, compute_lmhash(password).hex(), compute_nthash(password).hex())
server.setLogFile("/var/log/smb.log")
print("ready", file=sys.stdout)
server.start()
