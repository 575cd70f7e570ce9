"""Fourteen calls, which are all that the server takes without a good signature: users, roles, a bucket. Prints the keys."""

import json
import boto3
from botocore.config import Config

service = dict(
    endpoint_url="https://127.0.0.1:5000",
    region_name="us-east-1",
    aws_access_key_id="nobody",
    aws_secret_access_key="nothing",
    verify=False,
    config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}),
)
iam = boto3.client("iam", **service)
s3 = boto3.client("s3", **service)


def policy(*actions):
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}
    )


def user(name, *actions):
    arn = iam.create_user(UserName=name)["User"]["Arn"]
    if actions:
        iam.put_user_policy(UserName=name, PolicyName="all", PolicyDocument=policy(*actions))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return {"arn": arn, "accessKeyId": key["AccessKeyId"], "secretAccessKey": key["SecretAccessKey"]}


writer = user("writer", "s3:*")
reader = user("reader", "s3:ListBucket", "s3:GetObject", "sts:AssumeRole")
nobody = user("nobody")


def role(name, condition):
    trust = {"Effect": "Allow", "Principal": {"AWS": reader["arn"]}, "Action": "sts:AssumeRole", **condition}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=policy("s3:*"))
    return arn


own = role("migration", {})
partner = role("partner", {"Condition": {"StringEquals": {"sts:ExternalId": "b7c2a4d0"}}})
s3.create_bucket(Bucket="finance-archive")
s3.put_object(Bucket="finance-archive", Key="in/report.txt", Body=b"quarterly figures")
print(json.dumps({"writer": writer, "reader": reader, "nobody": nobody, "roleArn": own, "partnerArn": partner}))
