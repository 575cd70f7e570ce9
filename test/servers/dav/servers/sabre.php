<?php
require 'Sabre/autoload.php';
$tree = new Sabre\DAV\Server(new Sabre\DAV\FS\Directory('/srv/sabre'));
$tree->setBaseUri('/');
if (getenv('OPEN') === false) {
  $users = new Sabre\DAV\Auth\Backend\File('/run/dav/htdigest');
  $tree->addPlugin(new Sabre\DAV\Auth\Plugin($users, 'files'));
}
$tree->exec();
