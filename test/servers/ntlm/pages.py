"""What stands behind the front: a little WebDAV, and the one call of Exchange that a test makes."""

files = {}

everything = ["read", "write", "bind", "unbind"]
collections = {"/files": everything, "/files/sub": everything, "/read-only": ["read"]}
xml = {"Content-Type": "application/xml; charset=utf-8"}


def page(method, path, user, body):
    path = path.rstrip("/")
    if path == "/EWS/Exchange.asmx":
        return 200, {"Content-Type": "text/xml; charset=utf-8"}, exchange(body)
    if method == "PROPFIND":
        return propfind(path, user)
    return file(method, path, body)


def propfind(path, user):
    privileges = next((has for name, has in collections.items() if path == name), None)
    if privileges is None:
        return 404, {}, b""
    granted = "".join(f"<D:privilege><D:{name}/></D:privilege>" for name in privileges)
    found = (
        "<D:resourcetype><D:collection/></D:resourcetype>"
        f"<D:current-user-principal><D:href>/principals/{user}/</D:href></D:current-user-principal>"
        f"<D:current-user-privilege-set>{granted}</D:current-user-privilege-set>"
    )
    text = (
        '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response>'
        f"<D:href>{path}/</D:href><D:propstat><D:prop>{found}</D:prop>"
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>"
    )
    return 207, xml, text.encode()


def file(method, path, body):
    folder = path.rpartition("/")[0]
    if method in ("PUT", "DELETE") and "write" not in collections.get(folder, []):
        return 403, {}, b""
    if method == "PUT":
        files[path] = body
        return 201, {}, b""
    if path not in files:
        return 404, {}, b""
    if method == "DELETE":
        del files[path]
        return 204, {}, b""
    return 200, {"Content-Type": "text/plain"}, files[path]


def exchange(body):
    if b"gone@acme.example" in body:
        answer = '<m:GetFolderResponseMessage ResponseClass="Error"><m:ResponseCode>ErrorNonExistentMailbox</m:ResponseCode></m:GetFolderResponseMessage>'
    else:
        answer = (
            '<m:GetFolderResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Folders>'
            '<t:Folder><t:FolderId Id="AAMk" ChangeKey="AQ"/><t:EffectiveRights><t:CreateContents>true</t:CreateContents>'
            "<t:Delete>false</t:Delete><t:Modify>true</t:Modify><t:Read>true</t:Read></t:EffectiveRights></t:Folder>"
            "</m:Folders></m:GetFolderResponseMessage>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        '<m:GetFolderResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"'
        ' xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><m:ResponseMessages>'
        f"{answer}</m:ResponseMessages></m:GetFolderResponse></s:Body></s:Envelope>"
    ).encode()
