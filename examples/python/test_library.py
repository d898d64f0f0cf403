"""A program that uses DynamoDB, and its tests on an embedded region. Run it with pytest.

    pip install /usr/share/resilient-service/testing/python
"""

import boto3
import pytest


class Library:
    def __init__(self, dynamodb):
        self._books = dynamodb.create_table(
            TableName="books",
            KeySchema=[{"AttributeName": "title", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "title", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        self._books.wait_until_exists()

    def add(self, title, author):
        self._books.put_item(Item={"title": title, "author": author}, ConditionExpression="attribute_not_exists(title)")

    def author_of(self, title):
        return self._books.get_item(Key={"title": title})["Item"]["author"]


@pytest.fixture(scope="module")
def library(region):
    return Library(boto3.resource("dynamodb", **region.client_options()))


def test_knows_what_it_was_told(library):
    library.add("Momo", "Michael Ende")
    assert library.author_of("Momo") == "Michael Ende"


def test_takes_no_title_twice(library):
    library.add("Emil", "Erich Kästner")
    with pytest.raises(library._books.meta.client.exceptions.ConditionalCheckFailedException):
        library.add("Emil", "somebody else")
